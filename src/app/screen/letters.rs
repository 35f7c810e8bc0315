//! Letters: whom to write to for each purpose, the wording, and what was sent.

mod page;
mod sent;
#[cfg(test)]
mod tests;
pub mod wording;
pub mod write;

use domain::{CustomerId, OrderId, Purpose};
use engine::Error;
use iced::keyboard::key::Named;
use iced::widget::{column, container, responsive, row};
use iced::{Center, Element, Size, Task};
use ui::widget::{divider, tabs, title};
use ui::{size, space};

use crate::action::Action;
use crate::context::Context;
use crate::shortcut::Shortcut;

use self::sent::Sent;
use self::wording::Wording;
use self::write::Write;
pub use self::write::{left_out, why_no_letter};

/// The page on screen. Purposes come first, in their order.
pub struct Letters {
    page: Page,
    /// To whom letters go, while another page is looked at.
    laid_aside: Option<Box<Write>>,
}

enum Page {
    Write(Box<Write>),
    Sent(Sent),
    Wording(Box<Wording>),
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PagePicked(usize),
    Stepped(isize),
    Write(write::Message),
    Sent(sent::Message),
    Wording(wording::Message),
}

/// How many pages there are: one for each purpose, sent letters, wording.
const PAGES: usize = Purpose::ALL.len() + 2;

impl Letters {
    pub fn new(cx: &Context) -> (Self, Task<Message>) {
        let (page, task) = Page::open(0, cx);

        (Self { page, laid_aside: None }, task)
    }

    /// A letter about one order.
    pub fn about(order: OrderId, cx: &Context) -> (Self, Task<Message>) {
        let (write, task) = Write::about(order, cx);

        let page = Page::Write(Box::new(write));

        (Self { page, laid_aside: None }, task.map(Message::Write))
    }

    /// A letter to one customer.
    pub fn to(customer: CustomerId, cx: &Context) -> (Self, Task<Message>) {
        let (write, task) = Write::to(customer, None, cx);

        let page = Page::Write(Box::new(write));

        (Self { page, laid_aside: None }, task.map(Message::Write))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match (message, &mut self.page) {
            (Message::PagePicked(page), _) => self.turn(page, cx),
            (Message::Stepped(step), _) => {
                let page = self.page.number().saturating_add_signed(step).min(PAGES - 1);
                self.turn(page, cx)
            }
            (Message::Write(message), Page::Write(write)) => {
                write.update(message, cx).map(Message::Write)
            }
            (Message::Sent(message), Page::Sent(sent)) => {
                sent.update(message, cx).map(Message::Sent)
            }
            (Message::Wording(message), Page::Wording(wording)) => {
                wording.update(message, cx).map(Message::Wording)
            }
            // An answer to a page that has been turned.
            (Message::Write(_) | Message::Sent(_) | Message::Wording(_), _) => Action::None,
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        match &self.page {
            Page::Write(write) => write.refresh(cx).map(Message::Write),
            Page::Sent(_) => Sent::read(cx).map(Message::Sent),
            Page::Wording(_) => Wording::read(cx).map(Message::Wording),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if let Page::Write(write) = &self.page
            && write.is_asking()
        {
            return write.key(shortcut).map(Message::Write);
        }
        if shortcut.is(Named::ArrowRight) {
            return Some(Message::Stepped(1));
        }
        if shortcut.is(Named::ArrowLeft) {
            return Some(Message::Stepped(-1));
        }
        match &self.page {
            Page::Write(write) => write.key(shortcut).map(Message::Write),
            Page::Sent(sent) => sent.key(shortcut).map(Message::Sent),
            Page::Wording(wording) => wording.key(shortcut).map(Message::Wording),
        }
    }

    fn turn(&mut self, page: usize, cx: &Context) -> Action<Message> {
        // Letters that are on their way are not left alone.
        if matches!(&self.page, Page::Write(write) if write.is_posting()) {
            return Action::None;
        }
        let laid_aside = self.laid_aside.take();
        let (page, task) = match (&self.page, laid_aside, Purpose::ALL.get(page)) {
            // For whatever purpose, it is a letter to the same customer.
            (Page::Write(write), _, Some(purpose)) => Page::write(write.turned(*purpose, cx)),
            // Whoever looked at the wording finds whom they had chosen.
            (_, Some(write), Some(purpose)) if write.purpose() == *purpose => {
                let read = write.refresh(cx).map(Message::Write);
                (Page::Write(write), read)
            }
            (_, Some(write), Some(purpose)) => Page::write(write.turned(*purpose, cx)),
            (_, laid_aside, _) => {
                self.laid_aside = laid_aside;
                Page::open(page, cx)
            }
        };
        if let Page::Write(write) = std::mem::replace(&mut self.page, page)
            && !matches!(self.page, Page::Write(_))
        {
            self.laid_aside = Some(write);
        }

        Action::Run(task)
    }

    /// Why the page on screen could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        match &self.page {
            Page::Write(write) => write.unread(),
            Page::Sent(sent) => sent.unread.as_ref(),
            Page::Wording(wording) => wording.unread.as_ref(),
        }
    }

    /// Whether a wording is being typed that is not saved.
    pub fn is_written_in(&self) -> bool {
        matches!(&self.page, Page::Wording(wording) if wording.is_edited())
    }

    /// Whether its parts lie one below the other and cannot be made lower.
    pub fn is_high(&self) -> bool {
        !matches!(self.page, Page::Write(_))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let room = responsive(move |place| self.room(place, cx)).into();

        match &self.page {
            Page::Write(write) => {
                let close = Message::Write(write::Message::AskClosed);
                write.above(room, Message::Write, close, cx)
            }
            Page::Sent(_) | Page::Wording(_) => room,
        }
    }

    fn room<'a>(&'a self, place: Size, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        // Every line counts: the list gets that of the title, which stands in the rail too.
        let low = place.height < size::DIALOG;
        let purposes = Purpose::ALL.map(|purpose| locale.purpose(purpose));
        let names = purposes.into_iter().chain([locale.letters_sent(), locale.letters_wording()]);
        let pages =
            names.enumerate().map(|(at, name)| (name.into(), None, Message::PagePicked(at)));
        let title = (!low).then(|| title(locale.letters_title()));
        let head = row![title, tabs(pages, self.page.number())]
            .spacing(space::APART)
            .align_y(Center)
            .wrap();
        let page = match &self.page {
            Page::Write(write) => write.view(cx).map(Message::Write),
            Page::Sent(sent) => sent.view(cx).map(Message::Sent),
            Page::Wording(wording) => wording.view(cx).map(Message::Wording),
        };

        let edge = if low { space::TIGHT } else { space::SNUG };

        column![container(head).padding([edge, space::FAR]), divider(), page].into()
    }
}

impl Page {
    fn write((write, task): (Write, Task<write::Message>)) -> (Self, Task<Message>) {
        (Self::Write(Box::new(write)), task.map(Message::Write))
    }

    fn open(number: usize, cx: &Context) -> (Self, Task<Message>) {
        match Purpose::ALL.get(number) {
            Some(purpose) => Self::write(Write::new(*purpose, cx)),
            None if number == Purpose::ALL.len() => {
                let (sent, task) = Sent::new(cx);
                (Self::Sent(sent), task.map(Message::Sent))
            }
            None => {
                let (wording, task) = Wording::new(cx);
                (Self::Wording(Box::new(wording)), task.map(Message::Wording))
            }
        }
    }

    fn number(&self) -> usize {
        let place = |purpose| Purpose::ALL.iter().position(|one| *one == purpose).unwrap_or(0);
        match self {
            Self::Write(write) => place(write.purpose()),
            Self::Sent(_) => Purpose::ALL.len(),
            Self::Wording(_) => Purpose::ALL.len() + 1,
        }
    }
}
