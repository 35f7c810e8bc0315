//! Callbacks: the calls that are due with their call sheet, and the complaints that come of them.

mod call;
pub mod calls;
mod complaint;
pub mod complaints;
mod known;
mod listing;
#[cfg(test)]
pub(crate) mod tests;

use domain::{Family, Moment, OrderId};
use engine::{CallForm, Error};
use iced::keyboard::key::Named;
use iced::widget::{column, container, row};
use iced::{Center, Element, Task};
use ui::space;
use ui::widget::{divider, key_hint, tabs, title};

use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;

use self::calls::Calls;
use self::complaints::Complaints;

/// Both pages; what is typed on one stays while the other is looked at.
pub struct Callbacks {
    page: Page,
    calls: Calls,
    complaints: Complaints,
}

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Calls,
    Complaints,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The order that was asked for was read: it may be a complaint.
    Asked(OrderId, Result<CallForm, Error>),
    PagePicked(usize),
    Calls(calls::Message),
    Complaints(complaints::Message),
}

/// Since when something waits, in a few words: hours today, days before.
fn waited(since: Moment, cx: &Context) -> String {
    let (clock, locale) = (cx.engine.clock(), &cx.locale);
    let day = since.day(clock.offset());

    if clock.now().hours_since(since) < 24 {
        locale.ago(since, clock.now(), clock.offset())
    } else {
        locale.date_relative(day, clock.today())
    }
}

impl Callbacks {
    pub fn new(order: Option<OrderId>, cx: &Context) -> (Self, Task<Message>) {
        let room =
            Self { page: Page::Calls, calls: Calls::new(order), complaints: Complaints::default() };
        let asked = order.map(|id| {
            let form = cx.engine.callback_form(id);
            Task::perform(form, move |form| Message::Asked(id, form))
        });
        let read = [
            Calls::read(cx).map(Message::Calls),
            Complaints::read(cx).map(Message::Complaints),
            Calls::read_draft(cx).map(Message::Calls),
            Complaints::read_draft(cx).map(Message::Complaints),
            calls::focus_list().map(Message::Calls),
        ];

        (room, Task::batch(read.into_iter().chain(asked)))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            // Somebody took another call in hand before the answer came.
            Message::Asked(order, _) if !self.calls.is_about(order) => Action::None,
            Message::Asked(_, Ok(form)) if form.order.kind.family() == Family::Complaint => {
                self.page = Page::Complaints;
                self.calls.give_up();
                self.complaints.open(form.id, cx).map(Message::Complaints)
            }
            Message::Asked(_, answer) => self.calls.asked(answer).map(Message::Calls),
            Message::PagePicked(page) => self.turn(page),
            Message::Calls(message) => self.calls.update(message, cx).map(Message::Calls),
            Message::Complaints(message) => {
                self.complaints.update(message, cx).map(Message::Complaints)
            }
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([
            self.calls.refresh(cx).map(Message::Calls),
            self.complaints.refresh(cx).map(Message::Complaints),
        ])
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::ArrowRight) {
            return Some(Message::PagePicked(1));
        }
        if shortcut.is(Named::ArrowLeft) {
            return Some(Message::PagePicked(0));
        }
        if shortcut.is(Named::F6) {
            return Some(Message::PagePicked(usize::from(self.page == Page::Calls)));
        }
        match self.page {
            Page::Calls => self.calls.key(shortcut).map(Message::Calls),
            Page::Complaints => self.complaints.key(shortcut).map(Message::Complaints),
        }
    }

    /// Whether something is written down on the page on screen that is not saved.
    pub fn is_written_in(&self) -> bool {
        match self.page {
            Page::Calls => self.calls.is_written_in(),
            Page::Complaints => self.complaints.is_written_in(),
        }
    }

    /// Whether a digit alone settles a complaint.
    pub fn settles_by_digit(&self) -> bool {
        self.page == Page::Complaints && self.complaints.is_answered() && !self.is_written_in()
    }

    fn turn(&mut self, page: usize) -> Action<Message> {
        self.page = if page == 0 { Page::Calls } else { Page::Complaints };
        let focus = match self.page {
            Page::Calls => calls::focus_list().map(Message::Calls),
            Page::Complaints => complaints::focus_list().map(Message::Complaints),
        };

        Action::Run(focus)
    }

    /// Why the page on screen could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        match self.page {
            Page::Calls => self.calls.unread.as_ref(),
            Page::Complaints => self.complaints.unread.as_ref(),
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let count = |count: Option<u64>| count.map(|count| locale.number(count).into());
        let pages = [
            (locale.callback_due().into(), count(self.calls.count()), Message::PagePicked(0)),
            (
                locale.complaint_title().into(),
                count(self.complaints.count()),
                Message::PagePicked(1),
            ),
        ];
        let selected = usize::from(self.page == Page::Complaints);
        let head = row![title(locale.callback_title()), tabs(pages, selected), key_hint("F6")]
            .spacing(space::APART)
            .align_y(Center);
        let page = match self.page {
            Page::Calls => self.calls.view(cx).map(Message::Calls),
            Page::Complaints => self.complaints.view(cx).map(Message::Complaints),
        };

        column![container(head).padding([space::SNUG, space::FAR]), divider(), page].into()
    }
}
