//! What the window says by itself at its foot: for a while, or until somebody has seen it; and the ways back.

use engine::{Error, Undo};
use iced::{Center, Element};
use ui::widget::{Offer, saying};
use ui::{Tone, icon, space};

use super::Message;
use crate::action::{Notice, Way};
use crate::context::Context;

/// For how many beats something done stays at the foot of the window.
const SEEN: u32 = 6;
/// The same where it can be taken back.
const REGRETTED: u32 = 20;
/// How many are kept.
const KEPT: usize = 3;
/// So many Latin letters of a deed are named, or half as many Han characters.
const DEED: i32 = 56;
/// How many deeds of a sitting can be taken back, the last first.
const DEEDS: usize = 100;

/// What was said, the latest last, and the ways back from the deeds of this sitting.
#[derive(Default)]
pub struct Notices {
    list: Vec<Said>,
    said: u64,
    deeds: Vec<Regret>,
}

struct Said {
    number: u64,
    notice: Notice,
    /// For how many beats it has been there.
    age: u32,
    /// Whether the room in front said it: then it ends with whatever it was about.
    here: bool,
}

/// How a deed is taken back, whatever was said since.
struct Regret {
    /// The number of the words that it belongs to.
    number: u64,
    /// The way back; none where there is none.
    undo: Option<Undo>,
    /// What was done, without a full stop.
    deed: String,
    /// It is being taken back.
    busy: bool,
}

/// What Ctrl+Z comes to.
#[derive(Debug, PartialEq)]
pub enum Back {
    /// The deed with this number is taken back.
    Way(u64, Undo),
    /// This was done last, and there is no way back.
    Closed(String),
    /// The last deed is being taken back.
    Busy,
    /// Nothing was done.
    Nothing,
}

impl Said {
    fn lasts(&self) -> Option<u32> {
        match &self.notice {
            notice if stays(notice) => None,
            Notice { undo: Some(_), .. } | Notice { passing: true, .. } => Some(REGRETTED),
            _ => Some(SEEN),
        }
    }
}

impl Notices {
    /// Says something of the room in front. Who rang and what leads on wait until someone looks, and so does what went
    /// wrong, until the next deed is done or the room is left; all else fades.
    pub fn tell(&mut self, notice: Notice) {
        if notice.tone == Tone::Success || notice.undo.is_some() {
            self.leave();
        }
        self.say(notice, true);
    }

    /// The same of a room that is not in front: what went wrong there waits until someone looks.
    pub fn tell_of_elsewhere(&mut self, notice: Notice) {
        self.say(notice, false);
    }

    /// What went wrong here is over.
    pub fn leave(&mut self) {
        self.list.retain(|said| {
            !said.here || said.notice.tone != Tone::Danger || leads_on(&said.notice)
        });
    }

    fn say(&mut self, notice: Notice, here: bool) {
        self.list.retain(|said| stays(&said.notice));
        self.said += 1;
        let number = self.said;
        if notice.undo.is_some() || notice.for_good {
            let deed = shortened(notice.deed.as_ref().unwrap_or(&notice.words));
            self.deeds.push(Regret { number, undo: notice.undo.clone(), deed, busy: false });
            if self.deeds.len() > DEEDS {
                self.deeds.remove(0);
            }
        }
        self.list.push(Said { number, notice, age: 0, here });
        if self.list.len() > KEPT {
            self.list.remove(0);
        }
    }

    /// Whether something shown will fade.
    pub fn are_fading(&self) -> bool {
        self.list.iter().any(|said| said.lasts().is_some())
    }

    /// A second has passed.
    pub fn beat(&mut self) {
        self.list.iter_mut().for_each(|said| said.age += 1);
        self.list.retain(|said| said.lasts().is_none_or(|lasts| said.age < lasts));
    }

    /// Somebody has seen it.
    pub fn close(&mut self, number: u64) {
        self.list.retain(|said| said.number != number);
    }

    /// Takes what is shown away. Answers whether there was anything.
    pub fn hush(&mut self) -> bool {
        self.list.pop().is_some()
    }

    /// The way back from the latest deed that was not taken back. One without a way back is told once and given up.
    pub fn begin_undo(&mut self) -> Back {
        let Some(regret) = self.deeds.last_mut() else { return Back::Nothing };
        if regret.busy {
            return Back::Busy;
        }
        if let Some(undo) = regret.undo.clone() {
            regret.busy = true;
            return Back::Way(regret.number, undo);
        }

        self.deeds.pop().map_or(Back::Nothing, |regret| Back::Closed(regret.deed))
    }

    /// The deed with this number was taken back, or could not be. One that never can be is given up, so that the deed before
    /// it is next. Answers what was done.
    pub fn end_undo(&mut self, number: u64, failed: Option<&Error>) -> Option<String> {
        let at = self.deeds.iter().position(|regret| regret.number == number)?;
        self.deeds[at].busy = false;
        let deed = self.deeds[at].deed.clone();
        if failed.is_none_or(is_for_good) {
            self.deeds.remove(at);
            self.close(number);
        }

        Some(deed)
    }

    /// Whether a deed can be taken back.
    #[cfg(test)]
    pub fn has_undo(&self) -> bool {
        self.next_undo().is_some()
    }

    /// What would be taken back next; none where that has no way back.
    pub fn next_undo(&self) -> Option<&str> {
        let last = self.deeds.last().filter(|regret| regret.undo.is_some());

        last.map(|regret| regret.deed.as_str())
    }

    /// Where the latest notice that leads anywhere leads, once.
    pub fn take_way(&mut self) -> Option<Way> {
        let leads = self.list.iter().rposition(|said| said.notice.way.is_some())?;

        self.list.remove(leads).notice.way
    }

    /// Those who rang before are no longer waited for.
    pub fn forget_calls(&mut self) {
        self.list.retain(|said| !matches!(said.notice.way, Some(Way::Caller(_))));
    }

    fn shown(&self) -> Option<&Said> {
        self.list.last()
    }

    /// The words of everything that is kept.
    #[cfg(test)]
    pub fn words(&self) -> Vec<&str> {
        self.list.iter().map(|said| said.notice.words.as_str()).collect()
    }

    /// The latest, in the place of the status bar, with `aside` at its right: nothing is ever covered.
    pub fn view<'a>(
        &'a self,
        aside: impl FnOnce() -> Vec<Element<'a, Message>>,
        cx: &'a Context,
    ) -> Option<Element<'a, Message>> {
        let said = self.shown()?;
        let notice = &said.notice;
        let last = self.deeds.last().filter(|regret| regret.undo.is_some());
        let latest = last.is_some_and(|regret| regret.number == said.number);
        let undo = latest.then(|| Offer {
            icon: icon::undo(),
            label: cx.locale.action_undo().into(),
            key: Some("Ctrl+Z".into()),
            on_press: Message::UndoPressed,
        });
        let sign = |way: &Way| match way {
            Way::Caller(_) => icon::phone(),
            Way::Place(_) | Way::Found(_) => icon::chevron_right(),
        };
        let way = notice.way.as_ref().map(|way| Offer {
            icon: sign(way),
            label: cx.locale.caller_show().into(),
            key: Some("Ctrl+J".into()),
            on_press: Message::WayTaken,
        });
        let offers = [undo, way].into_iter().flatten();
        let close = (cx.locale.action_close(), Message::NoticeClosed(said.number));
        let aside = iced::widget::Row::with_children(aside()).spacing(space::FAR).align_y(Center);

        Some(saying(notice.tone, notice.words.as_str(), offers, close, aside))
    }
}

/// What was done, without a full stop, and no longer than to be recognised by: two of them stand in one line.
fn shortened(deed: &str) -> String {
    let deed = deed.trim_end_matches(['.', '。']);
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    let mut room = DEED;
    let fits = |c: &char| {
        room -= wide(*c);
        room >= 0
    };
    let short: String = deed.chars().take_while(fits).collect();

    if short.len() == deed.len() { short } else { format!("{}…", short.trim_end()) }
}

/// Whether what stood in the way of taking a deed back will stand there tomorrow too.
pub fn is_for_good(error: &Error) -> bool {
    !matches!(
        error,
        Error::Busy
            | Error::DiskFull
            | Error::Damaged(_)
            | Error::Store(_)
            | Error::File { .. }
            | Error::Stopped
            | Error::StockShort { .. }
    )
}

fn stays(notice: &Notice) -> bool {
    (notice.tone == Tone::Danger && !notice.passing) || leads_on(notice)
}

fn leads_on(notice: &Notice) -> bool {
    matches!(notice.way, Some(Way::Caller(_) | Way::Place(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(words: &str) -> Notice {
        Notice::problem(words.to_owned())
    }

    /// Begins to take the last deed back, and answers which that is.
    fn begun(notices: &mut Notices) -> u64 {
        let Back::Way(number, _) = notices.begin_undo() else { unreachable!("a way back") };

        number
    }

    fn beats(notices: &mut Notices, count: u32) {
        (0..count).for_each(|_| notices.beat());
    }

    #[test]
    fn what_was_done_fades_and_what_went_wrong_waits_until_the_next_deed_is_done() {
        let mut notices = Notices::default();
        notices.tell(Notice::done("yes".to_owned()));
        assert!(notices.are_fading());
        notices.tell(problem("no"));
        beats(&mut notices, SEEN);
        assert_eq!(notices.words(), ["no"]);
        assert!(!notices.are_fading());
        notices.tell(Notice { tone: Tone::Info, ..Notice::done("kept".to_owned()) });
        assert_eq!(notices.words(), ["no", "kept"], "that is no deed");

        notices.tell(Notice::done("again".to_owned()));
        assert_eq!(notices.words(), ["again"]);
        assert!(notices.hush(), "Escape takes it away");
        assert!(!notices.hush());
        assert!(notices.words().is_empty());
    }

    #[test]
    fn what_went_wrong_in_a_room_ends_when_it_is_left_and_elsewhere_when_somebody_has_seen_it() {
        let mut notices = Notices::default();
        notices.tell_of_elsewhere(problem("not saved"));
        notices.tell(problem("a number, please"));
        notices.leave();
        notices.tell(Notice::done("yes".to_owned()));
        assert_eq!(notices.words(), ["not saved", "yes"]);
    }

    #[test]
    fn what_was_missing_is_over_once_something_was_done() {
        let mut notices = Notices::default();
        notices.tell(Notice::missing("which grade?".to_owned()));
        assert_eq!(notices.words(), ["which grade?"]);
        notices.tell(Notice::done("closed".to_owned()));
        assert_eq!(notices.words(), ["closed"]);

        notices.tell(Notice::missing("which grade?".to_owned()));
        beats(&mut notices, REGRETTED);
        assert!(notices.words().is_empty(), "and whoever leaves it at that is not pursued");
    }

    #[test]
    fn a_deed_can_be_taken_back_after_its_words_have_faded() {
        let mut notices = Notices::default();
        let order = "01935a10-0000-7000-8000-000000000001".parse().expect("an order's name");
        let undo = Undo::Reinstate(order);
        notices.tell(Notice::done("yes".to_owned()).undone_by(undo));
        beats(&mut notices, REGRETTED);

        assert!(!notices.hush(), "nothing is shown");
        assert!(notices.has_undo());
        let number = begun(&mut notices);
        assert_eq!(notices.begin_undo(), Back::Busy, "it is being taken back");
        assert_eq!(notices.end_undo(number, None).as_deref(), Some("yes"));
        assert!(!notices.has_undo());
    }

    #[test]
    fn whatever_is_said_since_the_last_deed_can_be_taken_back_until_it_was() {
        let mut notices = Notices::default();
        let order = "01935a10-0000-7000-8000-000000000001".parse().expect("an order's name");
        notices.tell(Notice::done("yes".to_owned()).undone_by(Undo::Reinstate(order)));
        let number = notices.list.last().expect("said").number;
        notices.tell(Notice::done("saved as PDF".to_owned()));
        notices.tell(problem("no"));
        notices.close(number);
        assert!(notices.has_undo(), "neither other words nor the cross forget it");

        let number = begun(&mut notices);
        notices.end_undo(number, Some(&Error::Busy));
        assert_eq!(begun(&mut notices), number, "what could not be taken back still can");

        let visit = "01935a10-0000-7000-8000-000000000002".parse().expect("a visit's name");
        notices.tell(Notice::done("again".to_owned()).undone_by(Undo::Unassign(visit)));
        notices.end_undo(number, None);
        let latest = notices.begin_undo();
        assert!(matches!(latest, Back::Way(_, Undo::Unassign(id)) if id == visit), "the newer one");
    }

    #[test]
    fn a_deed_without_a_way_back_is_told_and_no_older_one_is_taken_back_in_its_place() {
        let mut notices = Notices::default();
        let order = "01935a10-0000-7000-8000-000000000001".parse().expect("an order's name");
        notices.tell(Notice::done("assigned".to_owned()).undone_by(Undo::Reinstate(order)));
        notices.tell(Notice::done("erased.".to_owned()).undone_if(None));
        assert_eq!(notices.next_undo(), None);
        assert_eq!(notices.begin_undo(), Back::Closed("erased".to_owned()));
        assert_eq!(notices.next_undo(), Some("assigned"), "now that is the last");

        let long = "SH01-A00001 · ".to_owned() + &"很长".repeat(40);
        notices.tell(Notice::done(long).undone_if(None));
        let Back::Closed(deed) = notices.begin_undo() else { unreachable!("it was the last") };
        assert!(deed.ends_with('…') && deed.chars().count() < 40, "{deed}");
    }

    #[test]
    fn the_deeds_of_a_sitting_are_taken_back_one_after_the_other_and_named() {
        let mut notices = Notices::default();
        let name = |n: u32| format!("01935a10-0000-7000-8000-{n:012}");
        for n in 1..=3 {
            let undo = Undo::Reinstate(name(n).parse().expect("an order's name"));
            let notice = Notice::done("Sheet entered.".to_owned()).undone_by(undo);
            notices.tell(notice.about(&n.to_string()));
        }
        let mut back = |failed: Option<&Error>| {
            let number = begun(&mut notices);
            let deed = notices.end_undo(number, failed);
            (deed.unwrap_or_default(), notices.next_undo().map(str::to_owned))
        };

        assert_eq!(back(None), ("3 · Sheet entered".into(), Some("2 · Sheet entered".into())));
        // What never can be taken back stands in nobody's way.
        let gone = back(Some(&Error::InUse));
        assert_eq!(gone, ("2 · Sheet entered".into(), Some("1 · Sheet entered".into())));
        assert_eq!(back(None), ("1 · Sheet entered".into(), None));
    }
}
