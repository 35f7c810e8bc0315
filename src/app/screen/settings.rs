//! Settings: the office, its people, this computer, headquarters, backups, and what this program is.

mod about;
pub mod area;
mod backups;
pub mod catalogue;
mod computer;
mod finding;
mod headquarters;
pub mod mail;
pub mod office;
pub mod person;
pub mod prices;
mod rejoin;

use engine::Error;
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, responsive, row, scrollable, text};
use iced::{Center, Element, Fill, Task};
use ui::theme::style;
use ui::widget::{button, scroll, section, tab, tabs, title};
use ui::{icon, size, space};

use crate::action::Action;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;

/// The room.
pub struct Settings {
    page: Page,
    office: office::Office,
    areas: area::Areas,
    people: person::People,
    prices: prices::Prices,
    catalogue: catalogue::Catalogue,
    computer: computer::Computer,
    headquarters: headquarters::Headquarters,
    backups: backups::Backups,
    mail: mail::Mail,
}

impl From<backups::Message> for Message {
    fn from(message: backups::Message) -> Self {
        Self::Backups(message)
    }
}

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Office,
    People,
    Prices,
    Catalogue,
    Computer,
    Headquarters,
    Backups,
    Mail,
    About,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    PagePicked(Page),
    ImportPressed,
    Office(office::Message),
    Areas(area::Message),
    People(person::Message),
    Prices(prices::Message),
    Catalogue(catalogue::Message),
    Computer(computer::Message),
    Headquarters(headquarters::Message),
    Backups(backups::Message),
    Mail(mail::Message),
}

/// The page, which is scrolled.
const PAGES: &str = "settings-page";

impl Page {
    pub const ALL: [Self; 9] = [
        Self::Office,
        Self::People,
        Self::Prices,
        Self::Catalogue,
        Self::Computer,
        Self::Headquarters,
        Self::Backups,
        Self::Mail,
        Self::About,
    ];

    /// What it is called.
    pub fn name(self, locale: &locale::Locale) -> String {
        match self {
            Self::Office => locale.settings_office(),
            Self::People => locale.settings_people(),
            Self::Prices => locale.prices_page(),
            Self::Catalogue => locale.catalogue_page(),
            Self::Computer => locale.settings_computer(),
            Self::Headquarters => locale.settings_headquarters(),
            Self::Backups => locale.settings_backups(),
            Self::Mail => locale.mail_page(),
            Self::About => locale.settings_about(),
        }
    }
}

impl Settings {
    /// The room, open at a page.
    pub fn new(page: Page, cx: &Context) -> (Self, Task<Message>) {
        let room = Self {
            page,
            office: office::Office::default(),
            areas: area::Areas::default(),
            people: person::People::default(),
            prices: prices::Prices::default(),
            catalogue: catalogue::Catalogue::default(),
            computer: computer::Computer::default(),
            headquarters: headquarters::Headquarters::default(),
            backups: backups::Backups::default(),
            mail: mail::Mail::default(),
        };
        let read = Task::batch([room.refresh(cx), room.top()]);

        (room, read)
    }

    /// A page begins at its top, however far the one before it was scrolled.
    fn top(&self) -> Task<Message> {
        let top = operation::snap_to(PAGES, scrollable::RelativeOffset::START);

        Task::batch([operation::focus(tab(self.number())), top])
    }

    /// Whether something is typed on any page that is not saved.
    pub fn is_half_written(&self) -> bool {
        Page::ALL.into_iter().any(|page| self.is_typed_on(page))
    }

    /// Whether the page on screen is about the office, not this computer.
    pub fn is_of_the_office(&self) -> bool {
        matches!(self.page, Page::Office | Page::People | Page::Prices | Page::Catalogue)
    }

    /// Whether something is typed on the page on screen that is not saved.
    pub fn is_typed_in(&self) -> bool {
        self.is_typed_on(self.page)
    }

    fn is_typed_on(&self, page: Page) -> bool {
        match page {
            Page::Office => self.office.is_touched() || self.areas.is_touched(),
            Page::People => self.people.is_touched(),
            Page::Prices => self.prices.is_touched(),
            Page::Catalogue => self.catalogue.is_touched(),
            Page::Mail => self.mail.is_touched(),
            Page::Computer | Page::Headquarters | Page::Backups | Page::About => false,
        }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::PagePicked(page) => {
                self.page = page;
                Action::Run(Task::batch([self.refresh(cx), self.top()]))
            }
            Message::ImportPressed => Action::Open(Place::Import),
            Message::Office(message) => self.office.update(message, cx).map(Message::Office),
            Message::Areas(message) => self.areas.update(message, cx).map(Message::Areas),
            Message::People(message) => self.people.update(message, cx).map(Message::People),
            Message::Prices(message) => self.prices.update(message, cx).map(Message::Prices),
            Message::Catalogue(message) => {
                self.catalogue.update(message, cx).map(Message::Catalogue)
            }
            Message::Computer(message) => self.computer.update(message, cx).map(Message::Computer),
            Message::Headquarters(message) => {
                self.headquarters.update(message, cx).map(Message::Headquarters)
            }
            Message::Backups(message) => self.backups.update(message, cx).map(Message::Backups),
            Message::Mail(message) => self.mail.update(message, cx).map(Message::Mail),
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        match self.page {
            Page::Office => Task::batch([
                office::Office::read(cx).map(Message::Office),
                area::Areas::read(cx).map(Message::Areas),
            ]),
            Page::People => person::People::read(cx).map(Message::People),
            Page::Prices => prices::Prices::read(cx).map(Message::Prices),
            Page::Catalogue => catalogue::Catalogue::read(cx).map(Message::Catalogue),
            Page::Computer => computer::Computer::read(cx).map(Message::Computer),
            Page::Headquarters => headquarters::Headquarters::read(cx).map(Message::Headquarters),
            Page::Backups => backups::Backups::read(cx).map(Message::Backups),
            Page::Mail => mail::Mail::read(cx).map(Message::Mail),
            Page::About => Task::none(),
        }
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        let last = Page::ALL.len() - 1;
        let turned = match () {
            () if shortcut.is(Named::ArrowRight) => Some((self.number() + 1).min(last)),
            () if shortcut.is(Named::ArrowLeft) => Some(self.number().saturating_sub(1)),
            () => None,
        };
        if let Some(page) = turned.filter(|_| !self.backups.is_asking()) {
            return Some(Message::PagePicked(Page::ALL[page]));
        }
        match self.page {
            Page::Office => {
                let area = self.areas.key(shortcut).map(Message::Areas);
                area.or_else(|| self.office.key(shortcut).map(Message::Office))
            }
            Page::People => self.people.key(shortcut).map(Message::People),
            Page::Prices => self.prices.key(shortcut).map(Message::Prices),
            Page::Catalogue => self.catalogue.key(shortcut).map(Message::Catalogue),
            Page::Headquarters => self.headquarters.key(shortcut).map(Message::Headquarters),
            Page::Backups => self.backups.key(shortcut).map(Message::Backups),
            Page::Mail => self.mail.key(shortcut).map(Message::Mail),
            Page::Computer | Page::About => None,
        }
    }

    fn number(&self) -> usize {
        Page::ALL.iter().position(|page| *page == self.page).unwrap_or(0)
    }

    /// The tab of the page on screen.
    pub fn home(&self) -> &'static str {
        tab(self.number())
    }

    /// Why the page on screen could not be read, where it never was.
    pub fn unread(&self) -> Option<&Error> {
        match self.page {
            Page::Office => self.office.unread.as_ref().or(self.areas.unread.as_ref()),
            Page::People => self.people.unread.as_ref(),
            Page::Prices => self.prices.unread.as_ref(),
            Page::Catalogue => self.catalogue.unread.as_ref(),
            Page::Computer => self.computer.unread.as_ref(),
            Page::Headquarters => self.headquarters.unread.as_ref(),
            Page::Backups => self.backups.unread.as_ref(),
            Page::Mail => self.mail.unread.as_ref(),
            Page::About => None,
        }
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let room = responsive(move |place| self.room(place.height < size::SIDE, cx));

        self.backups.above(room.into(), cx)
    }

    /// In a `low` window the page gets the room of the title, which the rail says too.
    fn room<'a>(&'a self, low: bool, cx: &'a Context) -> Element<'a, Message> {
        let pages =
            Page::ALL.map(|page| (page.name(&cx.locale).into(), None, Message::PagePicked(page)));
        let here = self.number();
        let content: Element<'a, Message> = match self.page {
            Page::Office => column![
                self.office.view(cx).map(Message::Office),
                self.areas.view(cx).map(Message::Areas),
                import(cx),
            ]
            .spacing(space::APART)
            .into(),
            Page::People => self.people.view(cx).map(Message::People),
            Page::Prices => self.prices.view(cx).map(Message::Prices),
            Page::Catalogue => self.catalogue.view(cx).map(Message::Catalogue),
            Page::Computer => self.computer.view(cx).map(Message::Computer),
            Page::Headquarters => self.headquarters.view(cx).map(Message::Headquarters),
            Page::Backups => self.backups.view(cx).map(Message::Backups),
            Page::Mail => self.mail.view(cx).map(Message::Mail),
            Page::About => about::view(cx),
        };
        let page = container(ui::form(content)).max_width(size::READING + size::SIDE).width(Fill);
        // The scroll bar has its own room at the right.
        let page = container(page).padding(iced::Padding::ZERO.right(space::SNUG));
        let title = (!low).then(|| title(cx.locale.room_settings()));
        let head = column![title, tabs(pages, here)].spacing(space::SNUG);
        let (gap, edge) =
            if low { (space::TIGHT, space::NEAR) } else { (space::APART, space::APART) };
        let room = column![head, scroll(PAGES, page)].spacing(gap);

        container(room).padding([edge, space::FAR]).into()
    }
}

/// The way to bring over what another system knows.
fn import(cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let way = button(locale.import_title()).icon(icon::import()).on_press(Message::ImportPressed);
    let words = text(locale.settings_import_how()).style(style::muted);

    section(
        locale.settings_import(),
        None,
        row![container(words).width(Fill), way].spacing(space::NEAR).align_y(Center),
    )
}

#[cfg(test)]
mod tests;
