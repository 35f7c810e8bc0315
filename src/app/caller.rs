//! The caller bar: one box that finds everything, always on screen.

use chrono::Datelike;
use domain::{Appliance, Phone, Verdict};
use engine::{Error, Hit, HitKind};
use iced::widget::operation;
use iced::{Element, Task};
use ui::widget::combo;
use ui::{Suggestion, Tone, icon};

use crate::context::Context;
use crate::place::{Caller, Place};
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
    /// A telephone rang and handed its number in: whoever has it is shown at once.
    ringing: bool,
}

/// What can happen in the bar.
#[derive(Debug, Clone)]
pub enum Message {
    TextChanged(String),
    Found(String, Result<Vec<Hit>, Error>),
    Picked(usize),
    Submitted,
}

/// What the window must do about it.
pub enum Action {
    None,
    Run(Task<Message>),
    Open(Place),
}

impl CallerBar {
    pub const ID: &'static str = "caller";

    pub fn update(&mut self, message: Message, cx: &Context) -> Action {
        match message {
            Message::TextChanged(text) => {
                self.ringing = false;
                self.look_for(text, cx)
            }
            Message::Found(text, Ok(hits)) if text == self.text => self.found(text, hits),
            Message::Found(..) => Action::None,
            Message::Picked(index) => self.open(index),
            Message::Submitted => self.submit(),
        }
    }

    /// Puts a number or name into the bar, as if it had been typed.
    pub fn look_for(&mut self, text: String, cx: &Context) -> Action {
        self.text.clone_from(&text);
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
        self.ringing = true;
        let number = number.trim();
        let number = number.strip_prefix("tel:").unwrap_or(number);

        self.look_for(number.to_owned(), cx)
    }

    fn found(&mut self, text: String, hits: Vec<Hit>) -> Action {
        (self.hits, self.found_for) = (hits, text);
        match (std::mem::take(&mut self.ringing), self.hits.len()) {
            (true, 0) => self.submit(),
            (true, 1) => self.open(0),
            _ => Action::None,
        }
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
        }
    }

    /// The only hit there is. Of several nobody has chosen one.
    fn certain(&self) -> Option<&Hit> {
        let hits = Some(self.hits.as_slice()).filter(|_| self.found_for == self.text)?;
        if let [hit] = hits {
            return Some(hit);
        }
        let number = Phone::parse(&self.text)?;
        let has = |text: &str| Phone::parse(text).as_ref() == Some(&number);
        let mut exact = hits.iter().filter(|hit| has(&hit.phone) || has(&hit.reason));

        exact.next().filter(|_| exact.next().is_none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let mut suggestions: Vec<_> = self.hits.iter().map(|hit| suggestion(hit, cx)).collect();
        if !self.text.trim().is_empty() && self.found_for == self.text {
            suggestions.push(Suggestion::new(cx.locale.caller_new()).icon(icon::plus()));
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
        let place = match hit.kind {
            HitKind::Order(order) => Place::Order(order),
            HitKind::Customer | HitKind::Appliance(_) => Place::Household(hit.customer),
        };
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
    pub fn clear(&mut self) {
        self.text.clear();
        self.hits.clear();
        self.found_for.clear();
        self.ringing = false;
    }
}

pub fn suggestion<'a>(hit: &'a Hit, cx: &Context) -> Suggestion<'a> {
    let sign = match hit.kind {
        HitKind::Customer => icon::user(),
        HitKind::Appliance(_) => icon::wrench(),
        HitKind::Order(_) => icon::orders(),
    };
    // Why it was found comes first: a long line is cut at its end.
    let reason = (hit.reason != hit.name).then_some(hit.reason.as_str());
    let branch = hit.branch.as_deref().unwrap_or_default();
    let rest = [branch, hit.phone.as_str(), hit.line.as_str()].into_iter();
    let rest = rest.filter(|part| Some(*part) != reason);
    let detail: Vec<&str> = reason.into_iter().chain(rest).filter(|it| !it.is_empty()).collect();
    let machines: Vec<String> = hit.machines.iter().map(|it| machine(it, cx)).collect();
    let listed = Suggestion::new(hit.name.as_str())
        .detail(detail.join(" · "))
        .below(cx.locale.enumeration(&machines))
        .icon(sign);

    if hit.open_orders == 0 {
        listed
    } else {
        listed.aside(Tone::Warning, cx.locale.caller_open_orders(hit.open_orders))
    }
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

    #[test]
    fn a_number_that_nobody_has_begins_an_order() {
        let cx = context();
        let asked = rung("139 0000 0000", &cx);

        assert!(
            matches!(asked, Action::Open(Place::Intake(caller)) if caller.typed == "139 0000 0000")
        );
    }
}
