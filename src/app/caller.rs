//! The caller bar: one box that finds everything, always on screen.

use chrono::Datelike;
use domain::{Appliance, Money, Phone, Verdict};
use engine::{Elsewhere, Error, Hit, HitKind, Sought};
use iced::widget::operation;
use iced::{Element, Task};
use ui::widget::combo;
use ui::{Suggestion, Tone, icon};

use crate::action::Notice;
use crate::context::Context;
use crate::line;
use crate::place::{Caller, Place};
use crate::problem;
use crate::screen::intake::machine_name;

/// How many households are listed.
const LISTED: usize = 12;

/// What is being looked for, and what was found.
#[derive(Default)]
pub struct CallerBar {
    text: String,
    hits: Vec<Hit>,
    /// What `hits` belong to: an answer may come after the next letter was typed.
    found_for: String,
    /// What is to be done as soon as it is known what there is.
    wish: Option<Wish>,
    /// The number that headquarters was asked about, and those whom other branches know under it.
    elsewhere: Option<(Phone, Vec<Elsewhere>)>,
    /// That nothing could be looked for was said already.
    failed: bool,
}

/// What somebody wants of an answer that has not come yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// A telephone rang and handed its number in: whoever alone has it is shown at once.
    Rung,
    /// Enter was pressed, as scanners do at once: the first of what is found is opened.
    First,
}

/// What can happen in the bar.
#[derive(Debug, Clone)]
pub enum Message {
    TextChanged(String),
    Found(String, Result<Vec<Hit>, Error>),
    KnownElsewhere(Phone, Result<Vec<Elsewhere>, Error>),
    Picked(usize),
    Submitted,
}

/// What the window must do about it.
pub enum Action {
    None,
    Run(Task<Message>),
    Open(Place),
    Tell(Notice),
}

impl CallerBar {
    /// What is typed in it.
    #[cfg(test)]
    pub fn typed(&self) -> &str {
        &self.text
    }

    pub const ID: &'static str = "caller";

    pub fn update(&mut self, message: Message, cx: &Context) -> Action {
        match message {
            Message::TextChanged(text) => self.look_for(text, cx),
            Message::Found(text, Ok(hits)) if text == self.text => self.found(text, hits, cx),
            Message::Found(text, Err(error)) if text == self.text => self.failed(&error, cx),
            Message::Found(..) => Action::None,
            Message::KnownElsewhere(phone, known) => {
                if let Some((asked, said)) = &mut self.elsewhere
                    && *asked == phone
                {
                    // Where headquarters says nothing, nothing is said.
                    *said = known.unwrap_or_default();
                }
                Action::None
            }
            // The first line is marked by itself: of an older list nobody has chosen it.
            Message::Picked(0) if !self.is_found() => self.wish(Wish::First, cx),
            Message::Picked(index) => self.open(index),
            Message::Submitted if !self.is_found() => self.wish(Wish::First, cx),
            Message::Submitted => match self.certain().map(place_of) {
                Some(place) => {
                    self.clear();
                    Action::Open(place)
                }
                None => self.submit(),
            },
        }
    }

    /// Whether it is known what there is of what stands in the bar.
    fn is_found(&self) -> bool {
        self.found_for == self.text
    }

    fn wish(&mut self, wish: Wish, cx: &Context) -> Action {
        let asked = self.look_for(self.text.clone(), cx);
        self.wish = Some(wish).filter(|_| !self.text.trim().is_empty());

        asked
    }

    /// Puts a number or name into the bar, as if it had been typed.
    pub fn look_for(&mut self, text: String, cx: &Context) -> Action {
        self.text.clone_from(&text);
        self.wish = None;
        if text.trim().is_empty() {
            self.hits.clear();
            return Action::None;
        }
        let found = cx.engine.find(&text, LISTED);

        Action::Run(Task::perform(found, move |hits| Message::Found(text.clone(), hits)))
    }

    /// A telephone rang: whoever alone has the number is opened, a number nobody has begins an order, and of
    /// several the person chooses.
    pub fn ring(&mut self, number: &str, cx: &Context) -> Action {
        let number = number.trim();
        let number = number.strip_prefix("tel:").unwrap_or(number);
        number.clone_into(&mut self.text);

        self.wish(Wish::Rung, cx)
    }

    fn found(&mut self, text: String, hits: Vec<Hit>, cx: &Context) -> Action {
        (self.hits, self.found_for, self.failed) = (hits, text, false);
        match (self.wish.take(), self.hits.len()) {
            (Some(_), 0) => self.submit(),
            // Whose number it was is hardly who calls.
            (Some(Wish::Rung), 1) if !self.hits[0].gone => self.open(0),
            (Some(Wish::First), _) => self.open(0),
            _ => self.ask_elsewhere(cx),
        }
    }

    /// Asks headquarters whose number it is, once, where nobody here has it.
    fn ask_elsewhere(&mut self, cx: &Context) -> Action {
        let phone = Phone::parse(&self.text).filter(Phone::is_national);
        let Some(phone) = phone.filter(|it| !self.hits.iter().any(|hit| has_number(hit, it)))
        else {
            return Action::None;
        };
        if self.elsewhere.as_ref().is_some_and(|(asked, _)| *asked == phone) {
            return Action::None;
        }
        self.elsewhere = Some((phone.clone(), Vec::new()));
        let known = cx.engine.known_elsewhere(&phone);

        Action::Run(Task::perform(known, move |known| {
            Message::KnownElsewhere(phone.clone(), known)
        }))
    }

    /// Whom another branch knows under the number in the bar.
    fn known_elsewhere(&self) -> Option<&Elsewhere> {
        let (asked, known) = self.elsewhere.as_ref()?;

        known.first().filter(|_| Phone::parse(&self.text).as_ref() == Some(asked))
    }

    /// Nothing could be looked for. It is said once, and nobody is taken for a stranger because of it.
    fn failed(&mut self, error: &Error, cx: &Context) -> Action {
        let wished = self.wish.take().is_some();
        if std::mem::replace(&mut self.failed, true) && !wished {
            return Action::None;
        }

        Action::Tell(Notice::problem(problem::message(error, &cx.locale)))
    }

    /// The focus goes to the bar.
    pub fn focus<M: 'static>() -> Task<M> {
        operation::focus(Self::ID)
    }

    /// The focus goes to the bar, and what is typed replaces what it held.
    pub fn begin<M: Send + 'static>() -> Task<M> {
        Self::focus().chain(operation::select_all(Self::ID))
    }

    /// Who is calling, for a new order: whoever alone was found, or alone has just this number; else nobody but what
    /// is typed.
    pub fn caller(&self) -> Caller {
        let found = self.certain();
        let appliance = found.and_then(|hit| match hit.kind {
            HitKind::Appliance(appliance) => Some(appliance),
            HitKind::Customer | HitKind::Order(_) => None,
        });

        Caller {
            customer: found.map(|hit| hit.customer),
            appliance,
            typed: self.text.trim().to_owned(),
            ..Caller::default()
        }
    }

    /// The only hit there is. Of several nobody has chosen one.
    fn certain(&self) -> Option<&Hit> {
        let hits = Some(self.hits.as_slice()).filter(|_| self.is_found())?;
        if let [hit] = hits {
            return Some(hit).filter(|hit| !hit.gone);
        }
        let number = Phone::parse(&self.text)?;
        let mut exact = hits.iter().filter(|hit| !hit.gone && has_number(hit, &number));

        exact.next().filter(|_| exact.next().is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let sought = Sought::of(&self.found_for);
        let found = self.hits.iter().map(|hit| met(suggestion(hit, cx), &sought));
        let mut suggestions: Vec<_> = found.collect();
        if !self.text.trim().is_empty() && self.found_for == self.text {
            let own = || Phone::parse(&self.text).and_then(|phone| line::words(&phone, cx));
            let known = self.known_elsewhere().map(|known| {
                let who = format!("{} · {}", known.name, summary(known, cx));
                cx.locale.caller_elsewhere(&known.branch, &who)
            });
            let new = Suggestion::new(cx.locale.caller_new()).icon(icon::plus());
            suggestions.push(new.detail(known.or_else(own).unwrap_or_default()));
        }

        combo("", &cx.locale.caller_hint(), &self.text, suggestions)
            .id(Self::ID)
            .icon(icon::search())
            .eager()
            .passing()
            .on_input(Message::TextChanged)
            .on_pick(Message::Picked)
            .on_submit(Message::Submitted)
            .into()
    }

    fn open(&mut self, index: usize) -> Action {
        let Some(hit) = self.hits.get(index) else { return self.submit() };
        let place = place_of(hit);
        self.clear();
        Action::Open(place)
    }

    fn submit(&mut self) -> Action {
        if self.text.trim().is_empty() {
            return Action::None;
        }
        let typed = self.text.trim().to_owned();
        self.clear();
        Action::Open(Place::Intake(Caller { typed, ..Caller::default() }))
    }

    /// Forgets what was looked for.
    /// Whether anything stands in it.
    pub fn has_text(&self) -> bool {
        !self.text.is_empty()
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.hits.clear();
        self.found_for.clear();
        self.elsewhere = None;
        self.wish = None;
    }
}

/// Whether a hit has just this number.
pub fn has_number(hit: &Hit, number: &Phone) -> bool {
    let has = |text: &str| Phone::parse(text).as_ref() == Some(number);

    has(&hit.phone) || has(&hit.reason)
}

/// Where somebody lives whom another branch knows, and what was last done there.
pub fn summary(known: &Elsewhere, cx: &Context) -> String {
    let locale = &cx.locale;
    let kind = known.kind.map(|kind| locale.order_kind(kind));
    let state = known.state.zip(known.kind).map(|(state, kind)| locale.state_of(state, kind));
    let order = known.order.as_deref().map(|order| locale.intake_elsewhere_order(order));
    let words = [Some(known.place.in_one_line()), order, kind, state];
    let words: Vec<String> = words.into_iter().flatten().filter(|it| !it.is_empty()).collect();

    words.join(" · ")
}

/// Where a hit leads.
fn place_of(hit: &Hit) -> Place {
    match hit.kind {
        HitKind::Order(order) => Place::Order(order),
        HitKind::Customer | HitKind::Appliance(_) => Place::Household(hit.customer),
    }
}

/// A household in a list, with what of it was looked for.
pub fn met<'a>(listed: Suggestion<'a>, sought: &Sought) -> Suggestion<'a> {
    listed.marked(|name| sought.within_name(name), |words| sought.within(words))
}

pub fn suggestion<'a>(hit: &'a Hit, cx: &Context) -> Suggestion<'a> {
    let sign = match hit.kind {
        HitKind::Customer => icon::user(),
        HitKind::Appliance(_) => icon::wrench(),
        HitKind::Order(_) => icon::orders(),
    };
    // Why it was found comes first: a long line is cut at its end.
    let reason = (hit.reason != hit.name).then_some(hit.reason.as_str());
    let gone = hit.gone.then(|| cx.locale.customer_gone());
    let branch = hit.branch.as_deref().unwrap_or_default();
    let rest = [branch, hit.phone.as_str(), hit.line.as_str()].into_iter();
    let rest = rest.filter(|part| Some(*part) != reason);
    let said = reason.into_iter().chain(gone.as_deref()).chain(rest);
    let detail: Vec<&str> = said.filter(|it| !it.is_empty()).collect();
    let machines: Vec<String> = hit.machines.iter().map(|it| machine(it, cx)).collect();
    let listed = Suggestion::new(hit.name.as_str())
        .detail(detail.join(" · "))
        .below(cx.locale.enumeration(&machines))
        .icon(sign);

    let open = (hit.open_orders > 0).then(|| cx.locale.caller_open_orders(hit.open_orders));
    let words: Vec<String> = owed(hit.owes, cx).into_iter().chain(open).collect();

    if words.is_empty() { listed } else { listed.aside(Tone::Warning, words.join(" · ")) }
}

/// That somebody owes something.
fn owed(owes: Option<Money>, cx: &Context) -> Option<String> {
    owes.map(|owes| cx.locale.customer_owes(&cx.locale.money(owes)))
}

/// A machine in a few words: what it is, since when, who pays.
fn machine((appliance, verdict): &(Appliance, Verdict), cx: &Context) -> String {
    let year = appliance.purchased.or(appliance.installed).map(|day| day.year());
    let year = year.or(appliance.made).map(|year| year.to_string());
    let words = [Some(machine_name(appliance, cx)), year, Some(cx.locale.verdict(verdict))];

    words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{call, context, settle, wait};

    fn rung(number: &str, cx: &Context) -> Action {
        let mut bar = CallerBar::default();
        let Action::Run(task) = bar.ring(number, cx) else { return Action::None };
        let answers: Vec<_> = settle(task).collect();

        answers.into_iter().map(|message| bar.update(message, cx)).last().unwrap_or(Action::None)
    }

    #[test]
    fn a_number_that_rings_opens_the_file_of_whoever_has_it() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let asked = rung("tel:+86 138 1234 5678", &cx);

        assert!(matches!(asked, Action::Open(Place::Household(id)) if id == received.customer));
    }

    /// The bar after these words were typed and looked for.
    fn looked_for(text: &str, cx: &Context) -> CallerBar {
        let mut bar = CallerBar::default();
        let Action::Run(task) = bar.look_for(text.into(), cx) else { return bar };
        for message in settle(task).collect::<Vec<_>>() {
            let _nothing = bar.update(message, cx);
        }
        bar
    }

    #[test]
    fn a_new_order_is_for_whoever_alone_was_found() {
        let cx = context();
        let first = wait(cx.engine.receive_order(call())).expect("a call");
        let other = engine::Intake { phone: Phone::parse("138 1234 9999"), ..call() };
        wait(cx.engine.receive_order(other)).expect("a call");

        let several = looked_for("1381234", &cx).caller();
        assert_eq!((several.customer, several.typed.as_str()), (None, "1381234"));
        let exact = looked_for("138 1234 5678", &cx).caller();
        assert_eq!(exact.customer, Some(first.customer));
        let only = looked_for("5678", &cx).caller();
        assert_eq!(only.customer, Some(first.customer));
    }

    /// The answers to what was just done with the bar, one after the other, and what came of the last that wants anything.
    fn answered(bar: &mut CallerBar, asked: Vec<Action>, cx: &Context) -> Action {
        let mut wanted = Action::None;
        for action in asked {
            let Action::Run(task) = action else { continue };
            for message in settle(task).collect::<Vec<_>>() {
                match bar.update(message, cx) {
                    Action::None => {}
                    action => wanted = action,
                }
            }
        }
        wanted
    }

    #[test]
    fn a_scanned_number_opens_its_own_order_however_late_the_answers_come() {
        let cx = context();
        let first = wait(cx.engine.receive_order(call())).expect("a call");
        let other = engine::Intake { phone: Phone::parse("138 1234 9999"), ..call() };
        let second = wait(cx.engine.receive_order(other)).expect("a call");
        // The answer for a shorter beginning has come already.
        let mut bar = looked_for(&first.number.to_string(), &cx);
        let typed = bar.update(Message::TextChanged(second.number.to_string()), &cx);
        let entered = bar.update(Message::Picked(0), &cx);
        assert!(!matches!(entered, Action::Open(_)), "nothing is opened that was not scanned");

        let opened = answered(&mut bar, vec![typed, entered], &cx);
        assert!(matches!(opened, Action::Open(Place::Order(id)) if id == second.order));
    }

    #[test]
    fn enter_before_the_answer_begins_no_order_for_somebody_known() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let mut bar = CallerBar::default();
        let typed = bar.update(Message::TextChanged("138 1234 5678".into()), &cx);
        let entered = bar.update(Message::Submitted, &cx);
        assert!(!matches!(entered, Action::Open(_)));

        let opened = answered(&mut bar, vec![typed, entered], &cx);
        assert!(matches!(opened, Action::Open(Place::Household(id)) if id == received.customer));
    }

    #[test]
    fn whoever_could_not_be_looked_for_is_no_stranger() {
        let cx = context();
        let mut bar = CallerBar::default();
        let _typed = bar.update(Message::TextChanged("138".into()), &cx);
        let _entered = bar.update(Message::Submitted, &cx);
        let failed = || Message::Found("138".into(), Err(Error::Stopped));

        assert!(matches!(bar.update(failed(), &cx), Action::Tell(_)));
        assert!(matches!(bar.update(failed(), &cx), Action::None), "it is said once");
    }

    #[test]
    fn a_number_that_another_branch_knows_is_said_in_the_bar() {
        let cx = context();
        let mut bar = CallerBar::default();
        let typed = bar.update(Message::TextChanged("138 0000 1234".into()), &cx);
        answered(&mut bar, vec![typed], &cx);
        let asked = bar.elsewhere.clone().map(|(phone, _)| phone).expect("headquarters is asked");
        let known = Elsewhere {
            branch: "Nanshan".into(),
            name: "Li Lei".into(),
            place: domain::Place::default(),
            order: Some("SZ01-H00001".into()),
            kind: None,
            state: None,
        };
        let _nothing = bar.update(Message::KnownElsewhere(asked, Ok(vec![known])), &cx);
        assert_eq!(bar.known_elsewhere().map(|known| known.name.as_str()), Some("Li Lei"));

        let _nothing = bar.update(Message::TextChanged("138 0000 1235".into()), &cx);
        assert_eq!(bar.known_elsewhere(), None, "it was said of another number");
    }

    #[test]
    fn whose_number_it_was_is_not_taken_for_who_calls() {
        let cx = context();
        let received = wait(cx.engine.receive_order(call())).expect("a call");
        let opened = wait(cx.engine.household(received.customer)).expect("a file").opened();
        let mut customer = opened.record.clone();
        customer.phones[0].gone = Some(cx.engine.clock().today());
        wait(cx.engine.save_customer(Some(opened), customer)).expect("saved");

        assert!(!matches!(rung("138 1234 5678", &cx), Action::Open(_)));
        let bar = looked_for("138 1234 5678", &cx);
        assert_eq!(
            (bar.hits.len(), bar.caller().customer),
            (1, None),
            "they are found, and marked"
        );
    }

    #[test]
    fn a_number_that_nobody_has_begins_an_order() {
        let cx = context();
        let asked = rung("139 0000 0000", &cx);

        assert!(
            matches!(asked, Action::Open(Place::Intake(caller)) if caller.typed == "139 0000 0000")
        );
    }
}
