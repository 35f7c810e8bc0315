//! An address being written down, in its parts.

use domain::{Address, AddressId, CustomerId, Place};
use engine::{AddressRow, Error, Opened, Saved};
use iced::widget::column;
use iced::{Element, Task};
use ui::widget::{button, checkbox, columns, field};
use ui::{size, space};

use super::Outcome;
use crate::address::{self, Part, Typed};
use crate::context::Context;
use crate::{problem, reading};

/// What is typed of an address.
#[derive(Debug)]
pub struct AddressForm {
    opened: Option<Opened<AddressId, Address>>,
    address: Address,
    typed: Typed,
    /// Since when they live there no more, as it is typed; none where they do.
    moved: Option<String>,
    errors: Vec<Error>,
    saving: bool,
    touched: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Typed(Part, String),
    NoteTyped(String),
    MovedToggled(bool),
    MovedTyped(String),
    SavePressed,
    BackPressed,
    Saved(Result<Saved<AddressId>, Error>),
}

impl AddressForm {
    /// Where the focus begins.
    pub const FIRST: &'static str = "address-detail";

    /// This address, or a new one in the city of another.
    pub fn new(
        customer: CustomerId,
        opened: Option<Opened<AddressId, Address>>,
        beside: Option<&AddressRow>,
        cx: &Context,
    ) -> Self {
        let near = beside.map(|row| row.address.place.clone()).unwrap_or_default();
        let place =
            Place { street: String::new(), detail: String::new(), postcode: String::new(), ..near };
        let new = Address::new(customer, place);
        let address = opened.as_ref().map_or(new, |opened| opened.record.clone());

        Self {
            moved: address.moved.map(|day| cx.locale.date_figures(day)),
            opened,
            address,
            typed: Typed::default(),
            errors: Vec::new(),
            saving: false,
            touched: false,
        }
    }

    /// Which address it is; none is new.
    pub fn id(&self) -> Option<AddressId> {
        self.opened.as_ref().map(|opened| opened.id)
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// Whether anything was typed in it.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome<Message> {
        let typed =
            !matches!(message, Message::SavePressed | Message::BackPressed | Message::Saved(_));
        self.touched |= typed;
        match message {
            Message::Typed(part, text) => {
                self.errors.clear();
                self.typed.note(part);
                part.put(&mut self.address.place, text);
            }
            Message::NoteTyped(text) => self.address.note = (!text.is_empty()).then_some(text),
            Message::SavePressed if self.saving => {}
            Message::MovedToggled(moved) => {
                let today = cx.engine.clock().today();
                self.moved = moved.then(|| cx.locale.date_figures(today));
            }
            Message::MovedTyped(text) => {
                self.errors.clear();
                self.moved = Some(text);
            }
            Message::SavePressed => {
                match reading::gone_since(self.moved.as_deref(), cx) {
                    Ok(moved) => self.address.moved = moved,
                    Err(why) => {
                        self.errors = vec![Error::field("date", why)];
                        return Outcome::Stay(Task::none());
                    }
                }
                self.saving = true;
                let saved = cx.engine.save_address(self.opened.clone(), self.address.clone());
                return Outcome::Stay(Task::perform(saved, Message::Saved));
            }
            Message::BackPressed => return Outcome::Close,
            Message::Saved(Ok(saved)) => return Outcome::Saved(self.address.customer, saved.undo),
            Message::Saved(Err(error @ Error::Field { .. })) => {
                (self.saving, self.errors) = (false, vec![error]);
            }
            Message::Saved(Err(error)) => {
                self.saving = false;
                return Outcome::Refused(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let place = &self.address.place;
        let wrong =
            self.errors.iter().find_map(|error| problem::beside("address", Some(error), locale));
        let part = |part: Part| -> Element<'a, Message> {
            field(part.label(locale), part.of(place))
                .on_input(move |text| Message::Typed(part, text))
                .into()
        };
        let around =
            columns(size::CODE, Part::around(place, self.typed, locale).into_iter().map(part));
        let detail = field(locale.customer_detail(), &place.detail)
            .id(Self::FIRST)
            .error(wrong)
            .on_input(|text| Message::Typed(Part::Detail, text));
        let note = self.address.note.as_deref().unwrap_or_default();
        let note = field(locale.customer_address_note(), note).on_input(Message::NoteTyped);

        // A new one is where they live.
        let moved = self.opened.as_ref().map(|_| {
            let ticked = self.moved.is_some();
            checkbox(locale.customer_moved(), ticked, Some(Message::MovedToggled))
        });
        let since = self.moved.as_deref().map(|day| {
            let wrong =
                self.errors.iter().find_map(|error| problem::beside("date", Some(error), locale));
            let since = field(locale.customer_since_day(), day).error(wrong);
            Element::from(since.on_input(Message::MovedTyped))
        });
        let lines = column(address::lines(around, detail.into(), locale));
        let lines = lines.push(note).push(moved).push(since);

        ui::form(lines.spacing(space::SNUG))
    }

    /// The buttons below.
    pub fn buttons<'a>(&self, cx: &Context) -> Vec<Element<'a, Message>> {
        vec![
            button(cx.locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
            button(cx.locale.action_save())
                .primary()
                .key("F10")
                .on_press_maybe((!self.saving).then_some(Message::SavePressed))
                .into(),
        ]
    }
}
