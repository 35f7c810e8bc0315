//! The caller bar: one box that finds everything, always on screen.

use engine::{Error, Hit, HitKind};
use iced::widget::operation;
use iced::{Element, Task};
use ui::widget::combo;
use ui::{Suggestion, Tone, icon};

use crate::context::Context;
use crate::place::{Caller, Place};

/// How many households are listed.
const LISTED: usize = 12;

/// What is being looked for, and what was found.
#[derive(Default)]
pub struct CallerBar {
    text: String,
    hits: Vec<Hit>,
    /// What `hits` belong to: an answer may come after the next letter was typed.
    found_for: String,
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
            Message::TextChanged(text) => self.look_for(text, cx),
            Message::Found(text, Ok(hits)) if text == self.text => {
                (self.hits, self.found_for) = (hits, text);
                Action::None
            }
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

    /// The focus goes to the bar.
    pub fn focus<M: 'static>() -> Task<M> {
        operation::focus(Self::ID)
    }

    /// What is typed, for a new order of a caller nobody knows.
    pub fn typed(&self) -> &str {
        self.text.trim()
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
        let typed = self.typed().to_owned();
        self.clear();
        Action::Open(Place::Intake(Caller { typed, ..Caller::default() }))
    }

    fn clear(&mut self) {
        self.text.clear();
        self.hits.clear();
        self.found_for.clear();
    }
}

fn suggestion<'a>(hit: &'a Hit, cx: &Context) -> Suggestion<'a> {
    let sign = match hit.kind {
        HitKind::Customer => icon::user(),
        HitKind::Appliance(_) => icon::wrench(),
        HitKind::Order(_) => icon::orders(),
    };
    let reason = (hit.reason != hit.name && hit.reason != hit.phone && hit.reason != hit.line)
        .then_some(hit.reason.as_str());
    let detail: Vec<&str> = [hit.phone.as_str(), hit.line.as_str()]
        .into_iter()
        .chain(reason)
        .filter(|part| !part.is_empty())
        .collect();
    let listed = Suggestion::new(hit.name.as_str()).detail(detail.join(" · ")).icon(sign);

    if hit.open_orders == 0 {
        listed
    } else {
        listed.aside(Tone::Warning, cx.locale.caller_open_orders(hit.open_orders))
    }
}
