//! Inbox: what people write to the office, and the rules by which it is handed on.

mod articles;
mod coming;
mod draft;
mod enquiries;
mod file;
mod list;
mod mail;
mod rules;
#[cfg(test)]
mod tests;
mod write;

use std::path::PathBuf;

use domain::EnquiryId;
use engine::Error;
use iced::keyboard::key::Named;
use iced::widget::{column, container, row};
use iced::{Center, Element, Task};
use ui::space;
use ui::widget::{divider, key_hint, tabs, title};

pub use self::articles::Message as ArticlesMessage;
pub use self::enquiries::Message as EnquiriesMessage;
pub use self::mail::Message as MailMessage;
pub use self::rules::Message as RulesMessage;
pub use self::write::Message as WriteMessage;

use self::enquiries::Enquiries;
use self::rules::Rules;
use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;

/// Both pages; what is typed on one stays while the other is looked at.
pub struct Inbox {
    page: Page,
    enquiries: Enquiries,
    rules: Rules,
}

/// Which page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Enquiries,
    Rules,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PagePicked(usize),
    Enquiries(enquiries::Message),
    Rules(rules::Message),
}

impl Inbox {
    /// Where the cursor is in a room that one comes back to.
    pub fn home(&self) -> &'static str {
        match self.page {
            Page::Enquiries => enquiries::LIST,
            Page::Rules => rules::LIST,
        }
    }

    pub fn new(enquiry: Option<EnquiryId>, cx: &Context) -> (Self, Task<Message>) {
        let (enquiries, read) = Enquiries::new(enquiry, cx);
        let room = Self { page: Page::Enquiries, enquiries, rules: Rules::default() };
        let tasks = [read.map(Message::Enquiries), Rules::read(cx).map(Message::Rules)];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::PagePicked(page) => self.turn(page),
            Message::Enquiries(message) => {
                self.enquiries.update(message, cx).map(Message::Enquiries)
            }
            Message::Rules(message) => {
                let in_hand = self.enquiries.in_hand();
                self.rules.update(message, in_hand, cx).map(Message::Rules)
            }
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        Task::batch([
            self.enquiries.refresh(cx).map(Message::Enquiries),
            Rules::read(cx).map(Message::Rules),
        ])
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if shortcut.is(Named::F6) {
            return Some(Message::PagePicked(usize::from(self.page == Page::Enquiries)));
        }
        match self.page {
            Page::Enquiries => self.enquiries.key(shortcut).map(Message::Enquiries),
            Page::Rules => self.rules.key(shortcut).map(Message::Rules),
        }
    }

    /// What a file says that was dropped here.
    pub fn dropped(&self, path: PathBuf) -> Message {
        Message::Enquiries(enquiries::Message::MailsGiven(vec![path]))
    }

    /// Whether a dialog lies over it.
    pub fn asks(&self) -> bool {
        self.enquiries.asking.is_some()
    }

    /// Whether something is written down on the page on screen that is not saved.
    pub fn is_written_in(&self) -> bool {
        match self.page {
            Page::Enquiries => self.enquiries.is_written_in(),
            Page::Rules => self.rules.is_written_in(),
        }
    }

    /// Whether anything is half-written that no draft keeps.
    pub fn is_half_written(&self) -> bool {
        self.rules.is_written_in() || self.enquiries.is_taking_down()
    }

    /// Why the page on screen could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        match self.page {
            Page::Enquiries => self.enquiries.unread.as_ref(),
            Page::Rules => self.rules.unread.as_ref(),
        }
    }

    fn turn(&mut self, page: usize) -> Action<Message> {
        self.page = if page == 0 { Page::Enquiries } else { Page::Rules };

        Action::Run(iced::widget::operation::focus(self.home()))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let waiting = self.enquiries.waiting().map(|count| locale.number(count).into());
        let pages = [
            (locale.inbox_page_enquiries().into(), waiting, Message::PagePicked(0)),
            (locale.inbox_page_rules().into(), None, Message::PagePicked(1)),
        ];
        let selected = usize::from(self.page == Page::Rules);
        let head = row![title(locale.inbox_title()), tabs(pages, selected), key_hint("F6")]
            .spacing(space::APART)
            .align_y(Center);
        let page = match self.page {
            Page::Enquiries => self.enquiries.view(cx).map(Message::Enquiries),
            Page::Rules => self.rules.view(self.enquiries.in_hand(), cx).map(Message::Rules),
        };

        column![container(head).padding([space::SNUG, space::FAR]), divider(), page].into()
    }
}
