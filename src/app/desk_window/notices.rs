//! What the window says by itself at its foot: for a while, or until somebody has seen it.

use engine::Undo;
use iced::{Center, Element};
use ui::widget::{Offer, saying};
use ui::{Tone, icon, space};

use super::Message;
use crate::action::Notice;
use crate::context::Context;

/// For how many beats something done stays at the foot of the window.
const SEEN: u32 = 6;
/// The same where it can be taken back.
const REGRETTED: u32 = 20;
/// How many are kept.
const KEPT: usize = 3;

/// What was said, the latest last.
#[derive(Default)]
pub struct Notices {
    list: Vec<Said>,
    said: u64,
}

struct Said {
    number: u64,
    notice: Notice,
    /// For how many beats it has been there.
    age: u32,
    /// It is no longer shown; what it did can still be taken back.
    faded: bool,
}

impl Said {
    fn lasts(&self) -> Option<u32> {
        match &self.notice {
            notice if stays(notice) => None,
            Notice { undo: Some(_), .. } => Some(REGRETTED),
            _ => Some(SEEN),
        }
    }
}

impl Notices {
    /// Says something. What went wrong and who rang wait until someone looks, all else fades.
    pub fn tell(&mut self, notice: Notice) {
        // Only the latest deed can be taken back from here.
        self.list.retain(|said| stays(&said.notice));
        self.said += 1;
        self.list.push(Said { number: self.said, notice, age: 0, faded: false });
        if self.list.len() > KEPT {
            self.list.remove(0);
        }
    }

    /// Whether something shown will fade.
    pub fn are_fading(&self) -> bool {
        self.list.iter().any(|said| !said.faded && said.lasts().is_some())
    }

    /// A second has passed.
    pub fn beat(&mut self) {
        let mut gone = Vec::new();
        for said in &mut self.list {
            said.age += 1;
            if said.lasts().is_some_and(|lasts| said.age >= lasts) {
                gone.push(said.number);
            }
        }
        gone.into_iter().for_each(|number| self.fade(number));
    }

    /// Somebody has seen it.
    pub fn close(&mut self, number: u64) {
        self.list.retain(|said| said.number != number);
    }

    fn fade(&mut self, number: u64) {
        self.list.retain(|said| said.number != number || said.notice.undo.is_some());
        for said in self.list.iter_mut().filter(|said| said.number == number) {
            said.faded = true;
        }
    }

    /// Takes what is shown away. Answers whether there was anything.
    pub fn hush(&mut self) -> bool {
        let Some(number) = self.shown().map(|said| said.number) else { return false };
        self.fade(number);
        self.list.retain(|said| said.number != number || !stays(&said.notice));

        true
    }

    /// The way back from the latest deed, once.
    pub fn take_undo(&mut self) -> Option<Undo> {
        let last = self.list.iter().rposition(|said| said.notice.undo.is_some())?;

        self.list.remove(last).notice.undo
    }

    /// Whether the latest deed can be taken back.
    pub fn has_undo(&self) -> bool {
        self.list.iter().any(|said| said.notice.undo.is_some())
    }

    /// The number of whoever rang last, once.
    pub fn take_call(&mut self) -> Option<String> {
        let rang = self.list.iter().rposition(|said| said.notice.call.is_some())?;

        self.list.remove(rang).notice.call
    }

    /// Those who rang before are no longer waited for.
    pub fn forget_calls(&mut self) {
        self.list.retain(|said| said.notice.call.is_none());
    }

    fn shown(&self) -> Option<&Said> {
        self.list.iter().rev().find(|said| !said.faded)
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
        let undo = notice.undo.as_ref().map(|_| Offer {
            icon: icon::undo(),
            label: cx.locale.action_undo().into(),
            key: Some("Ctrl+Z".into()),
            on_press: Message::UndoPressed,
        });
        let call = notice.call.as_ref().map(|_| Offer {
            icon: icon::phone(),
            label: cx.locale.caller_show().into(),
            key: Some("Ctrl+J".into()),
            on_press: Message::CallTaken,
        });
        let close = (cx.locale.action_close(), Message::NoticeClosed(said.number));
        let aside = iced::widget::Row::with_children(aside()).spacing(space::FAR).align_y(Center);

        Some(saying(notice.tone, notice.words.as_str(), undo.or(call), close, aside))
    }
}

fn stays(notice: &Notice) -> bool {
    notice.tone == Tone::Danger || notice.call.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(words: &str) -> Notice {
        Notice::problem(words.to_owned())
    }

    fn beats(notices: &mut Notices, count: u32) {
        (0..count).for_each(|_| notices.beat());
    }

    #[test]
    fn what_was_done_fades_and_what_went_wrong_waits() {
        let mut notices = Notices::default();
        notices.tell(problem("no"));
        notices.tell(Notice::done("yes".to_owned()));
        assert!(notices.are_fading());
        beats(&mut notices, SEEN);

        assert_eq!(notices.words(), ["no"]);
        assert!(!notices.are_fading());
        assert!(notices.hush(), "Escape takes it away");
        assert!(!notices.hush());
        assert!(notices.words().is_empty());
    }

    #[test]
    fn a_deed_can_be_taken_back_after_its_words_have_faded() {
        let mut notices = Notices::default();
        let order = "01935a10-0000-7000-8000-000000000001".parse().expect("an order's name");
        let undo = Undo::ReenterSheet(order);
        notices.tell(Notice::done("yes".to_owned()).undone_by(undo));
        beats(&mut notices, REGRETTED);

        assert!(!notices.hush(), "nothing is shown");
        assert!(notices.has_undo());
        assert!(notices.take_undo().is_some());
        assert!(notices.take_undo().is_none());
    }
}
