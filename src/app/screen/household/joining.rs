//! This file and another one of the same person: first which, then both side by side.

use domain::CustomerId;
use engine::{Alike, Error, FoundOut, Hit, Household as File, Likely};
use iced::widget::{column, container, operation, row, text};
use iced::{Center, Element, Fill, Task};
use ui::widget::{button, dialog_under, field};
use ui::{Axis, fonts, group, press, size, space, theme};

use super::super::likely::reasons;
use super::super::merging::{self, Merging};
use crate::context::Context;
use crate::shortcut::Shortcut;

/// So many are offered.
const OFFERED: usize = 8;
const FIND: &str = "joining-find";

/// Looking for the other file, or comparing it.
pub struct Joining {
    own: CustomerId,
    typed: String,
    /// Who it may be by what both have in common.
    likely: Vec<Alike>,
    hits: Vec<Hit>,
    merging: Option<Merging>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Likely(Result<Vec<Alike>, Error>),
    Typed(String),
    Found(String, Result<Vec<Hit>, Error>),
    /// The one in this place of the list.
    Picked(usize),
    FirstPicked,
    BackPressed,
    Merging(merging::Message),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Merged(FoundOut),
    Refused(Error),
}

impl Joining {
    pub fn new(file: &File, cx: &Context) -> (Self, Task<Message>) {
        let joining = Self {
            own: file.id,
            typed: String::new(),
            likely: Vec::new(),
            hits: Vec::new(),
            merging: None,
        };
        let line = file.addresses.first().map(|row| row.address.place.in_one_line());
        let serial = file.machines.iter().find_map(|machine| machine.appliance.serial.clone());
        let phones = file.customer.phones.iter().map(|phone| phone.number.clone());
        let likely = cx.engine.likely(Likely {
            customer: Some(file.id),
            name: file.customer.name.clone(),
            phones: phones.collect(),
            line: line.unwrap_or_default(),
            serial: serial.unwrap_or_default(),
        });
        let task = Task::perform(likely, Message::Likely);

        (joining, Task::batch([task, operation::focus(FIND)]))
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        self.merging.as_ref()?.key(shortcut).map(Message::Merging)
    }

    pub fn is_working(&self) -> bool {
        self.merging.as_ref().is_some_and(Merging::is_working)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome {
        match message {
            Message::Likely(likely) => self.likely = likely.unwrap_or_default(),
            Message::Typed(typed) => {
                self.typed = typed;
                return Outcome::Stay(self.find(cx));
            }
            Message::Found(typed, hits) if typed == self.typed => {
                self.hits = hits.unwrap_or_default();
            }
            Message::Found(..) => {}
            Message::FirstPicked => return self.picked(0, cx),
            Message::Picked(at) => return self.picked(at, cx),
            Message::BackPressed if self.is_working() => {}
            Message::BackPressed if self.merging.take().is_some() => {
                return Outcome::Stay(operation::focus(FIND));
            }
            Message::BackPressed => return Outcome::Close,
            Message::Merging(message) => return self.merging(message, cx),
        }
        Outcome::Stay(Task::none())
    }

    fn find(&self, cx: &Context) -> Task<Message> {
        let typed = self.typed.clone();
        if typed.trim().is_empty() {
            return Task::none();
        }
        let found = cx.engine.find(&typed, OFFERED + 1);

        Task::perform(found, move |hits| Message::Found(typed.clone(), hits))
    }

    /// Who is offered, and why or where they live.
    fn offered(&self, cx: &Context) -> Vec<(CustomerId, String, String)> {
        if self.typed.trim().is_empty() {
            let likely = self.likely.iter();
            return likely
                .map(|it| (it.customer, who(&it.name, &it.phone), reasons(&it.clues, &cx.locale)))
                .collect();
        }
        let hits = self.hits.iter().filter(|hit| hit.customer != self.own).take(OFFERED);

        hits.map(|hit| (hit.customer, who(&hit.name, &hit.phone), hit.line.clone())).collect()
    }

    fn picked(&mut self, at: usize, cx: &Context) -> Outcome {
        let offered = self.offered(cx);
        let Some((other, ..)) = offered.get(at) else { return Outcome::Stay(Task::none()) };
        let (merging, task) = Merging::new((self.own, *other), cx);
        self.merging = Some(merging);

        Outcome::Stay(task.map(Message::Merging))
    }

    fn merging(&mut self, message: merging::Message, cx: &Context) -> Outcome {
        let Some(merging) = &mut self.merging else { return Outcome::Stay(Task::none()) };
        match merging.update(message, cx) {
            merging::Outcome::Stay(task) => Outcome::Stay(task.map(Message::Merging)),
            merging::Outcome::Close => {
                self.merging = None;
                Outcome::Stay(operation::focus(FIND))
            }
            merging::Outcome::Merged(found) => Outcome::Merged(found),
            merging::Outcome::Refused(error) => Outcome::Refused(error),
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        if let Some(merging) = &self.merging {
            return merging.view(cx).map(Message::Merging);
        }
        let locale = &cx.locale;
        let find = field(locale.merging_find(), &self.typed)
            .id(FIND)
            .hint(locale.customer_search())
            .on_input(Message::Typed)
            .on_submit(Message::FirstPicked);
        let offered = self.offered(cx);
        let none = offered.is_empty().then(|| {
            let words = match self.typed.trim().is_empty() {
                true => locale.merging_none_likely(),
                false => locale.customer_not_found(),
            };
            text(words).style(theme::style::muted)
        });
        let lines = offered.into_iter().enumerate().map(|(at, (_, who, why))| {
            let words = column![
                text(who).font(fonts::BOLD),
                text(why).size(size::CAPTION).style(theme::style::muted),
            ];
            let content = row![words].align_y(Center);
            press(container(content).width(Fill))
                .on_press(Message::Picked(at))
                .width(Fill)
                .padding([space::TIGHT, space::NEAR])
                .style(move |theme, touch| theme::style::row(at == 0, theme, touch))
                .into()
        });
        let lines = group(Axis::Column, iced::widget::Column::with_children(lines));
        let back = button(locale.action_back()).key("Esc").on_press(Message::BackPressed);
        let content = column![none, lines, Element::from(back)].spacing(space::SNUG);

        dialog_under(locale.merging_title(), Element::from(find), content)
    }
}

fn who(name: &str, phone: &str) -> String {
    let said = [name.trim(), phone.trim()].into_iter().filter(|it| !it.is_empty());

    said.collect::<Vec<_>>().join(" · ")
}
