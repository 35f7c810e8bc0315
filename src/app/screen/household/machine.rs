//! A machine being written down, as its plate and invoice tell of it.

use chrono::NaiveDate;
use domain::{AddressId, Appliance, ApplianceId, Category, CustomerId, Grade, Sale};
use engine::{Error, Household, Opened, Saved, Wrong};
use iced::widget::{column, operation};
use iced::{Element, Task};
use locale::Locale;
use ui::widget::{button, checkbox, choice, columns, field};
use ui::{size, space};

use super::Outcome;
use crate::context::Context;
use crate::screen::intake::machine_name;
use crate::{problem, reading};

/// What is typed of a machine.
#[derive(Debug)]
pub struct MachineForm {
    /// What is there already, also for what the form does not show.
    opened: Option<Opened<ApplianceId, Appliance>>,
    customer: CustomerId,
    /// The addresses it may stand at.
    addresses: Vec<(AddressId, String)>,
    address: Option<AddressId>,
    /// The machines that it may be a piece of.
    wholes: Vec<(ApplianceId, String)>,
    part_of: Option<ApplianceId>,
    category: Option<Category>,
    lines: [String; 10],
    /// Whether its sale was reported.
    registered: bool,
    /// What was said of how the customer was served.
    grade: Option<Grade>,
    errors: Vec<Error>,
    saving: bool,
    touched: bool,
}

/// A line of the plate or the invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Name,
    Brand,
    Model,
    Serial,
    Purchased,
    Installed,
    Shop,
    Made,
    Invoice,
    Seller,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    CategoryPicked(usize),
    AddressPicked(usize),
    WholePicked(usize),
    RegisteredToggled(bool),
    GradePicked(usize),
    Typed(Line, String),
    /// The cursor left a day.
    DayLeft(&'static str),
    SavePressed,
    BackPressed,
    Saved(Result<Saved<ApplianceId>, Error>),
}

/// The machines that one may be a piece of: none where it has pieces itself.
fn wholes(file: &Household, id: Option<ApplianceId>, cx: &Context) -> Vec<(ApplianceId, String)> {
    let others = file.machines.iter();
    if id.is_some() && others.clone().any(|machine| machine.whole == id) {
        return Vec::new();
    }
    let stand = others.filter(|machine| machine.whole.is_none() && Some(machine.id) != id);

    stand.map(|machine| (machine.id, machine_name(&machine.appliance, cx))).collect()
}

impl MachineForm {
    /// Where the focus begins.
    pub const FIRST: &'static str = "machine-category";

    /// The machine with this name, or a new one.
    pub fn new(file: &Household, id: Option<ApplianceId>, cx: &Context) -> (Self, Task<Message>) {
        let locale = &cx.locale;
        let opened = id.and_then(|id| file.opened_machine(id));
        let addresses = file.addresses.iter().map(|row| (row.id, row.address.place.in_one_line()));
        let text = |value: Option<&String>| value.cloned().unwrap_or_default();
        let day =
            |day: Option<NaiveDate>| day.map(|day| locale.date_figures(day)).unwrap_or_default();
        let plate = opened.as_ref().map(|opened| &opened.record);
        let sale = plate.and_then(|it| it.sale.as_ref());
        let form = Self {
            customer: file.id,
            addresses: addresses.collect(),
            address: plate.map_or_else(
                || file.addresses.first().map(|row| row.id),
                |appliance| appliance.address,
            ),
            wholes: wholes(file, id, cx),
            part_of: plate.and_then(|appliance| appliance.part_of),
            category: plate.map(|appliance| appliance.category),
            lines: [
                text(plate.and_then(|it| it.name.as_ref())),
                text(plate.and_then(|it| it.brand.as_ref())),
                text(plate.and_then(|it| it.model.as_ref())),
                text(plate.and_then(|it| it.serial.as_ref())),
                day(plate.and_then(|it| it.purchased)),
                day(plate.and_then(|it| it.installed)),
                text(plate.and_then(|it| it.shop.as_ref())),
                plate.and_then(|it| it.made).map(|year| year.to_string()).unwrap_or_default(),
                text(plate.and_then(|it| it.invoice.as_ref())),
                text(sale.and_then(|sale| sale.seller.as_ref())),
            ],
            registered: sale.is_some(),
            grade: sale.and_then(|sale| sale.grade),
            errors: Vec::new(),
            saving: false,
            touched: false,
            opened,
        };

        (form, operation::focus(Self::FIRST))
    }

    /// The same for a sale that is being reported.
    pub fn registering(self) -> Self {
        Self { registered: true, ..self }
    }

    /// Which machine it is; none is new.
    pub fn id(&self) -> Option<ApplianceId> {
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
        let typed = !matches!(
            message,
            Message::SavePressed | Message::BackPressed | Message::Saved(_) | Message::DayLeft(_)
        );
        self.touched |= typed;
        match message {
            Message::CategoryPicked(at) => self.category = Category::ALL.get(at).copied(),
            Message::AddressPicked(at) => self.address = self.addresses.get(at).map(|(id, _)| *id),
            Message::WholePicked(at) => {
                self.part_of = at.checked_sub(1).and_then(|at| self.wholes.get(at)).map(|it| it.0);
                self.errors.clear();
            }
            Message::Typed(line, text) => {
                self.lines[line as usize] = text;
                self.errors.clear();
            }
            Message::RegisteredToggled(registered) => {
                self.registered = registered;
                self.errors.clear();
            }
            Message::GradePicked(at) => {
                self.grade = at.checked_sub(1).and_then(|at| Grade::ALL.get(at)).copied();
            }
            Message::DayLeft(name) => self.day_left(name, cx),
            Message::SavePressed => return self.save(cx),
            Message::BackPressed => return Outcome::Close,
            Message::Saved(Ok(saved)) => return Outcome::Saved(self.customer, saved.undo),
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

    fn line(&self, line: Line) -> &str {
        &self.lines[line as usize]
    }

    fn save(&mut self, cx: &Context) -> Outcome<Message> {
        if self.saving {
            return Outcome::Stay(Task::none());
        }
        match self.read(cx.engine.clock().today(), &cx.locale) {
            Ok(appliance) => {
                self.saving = true;
                let saved = cx.engine.save_appliance(self.opened.clone(), appliance);
                Outcome::Stay(Task::perform(saved, Message::Saved))
            }
            Err(errors) => {
                self.errors = errors;
                Outcome::Stay(Task::none())
            }
        }
    }

    /// A day that cannot be read is said while the invoice is still in sight.
    fn day_left(&mut self, name: &'static str, cx: &Context) {
        let line = if name == "purchased" { Line::Purchased } else { Line::Installed };
        let error = self.day((name, line), cx.engine.clock().today(), &cx.locale).err();
        let is_of_it = |it: &Error| matches!(it, Error::Field { field, .. } if *field == name);
        self.errors.retain(|error| !is_of_it(error));
        self.errors.extend(error);
    }

    fn day(
        &self,
        (name, line): (&'static str, Line),
        today: NaiveDate,
        locale: &Locale,
    ) -> Result<Option<NaiveDate>, Error> {
        let text = self.line(line).trim();
        if text.is_empty() {
            return Ok(None);
        }
        let said = reading::as_said(text, locale, today);
        let day = reading::past_day(&said, today);

        day.map(Some).ok_or_else(|| Error::field(name, reading::not_past(&said, today)))
    }

    fn read(&self, today: NaiveDate, locale: &Locale) -> Result<Appliance, Vec<Error>> {
        let said = |line| {
            let text = self.line(line).trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let mut errors = Vec::new();
        let mut day = |name, line| {
            let day = self.day((name, line), today, locale);
            day.unwrap_or_else(|error| {
                errors.push(error);
                None
            })
        };
        let (purchased, installed) =
            (day("purchased", Line::Purchased), day("installed", Line::Installed));
        let made = said(Line::Made).map(|text| reading::year_made(&text, today));
        if made == Some(None) {
            errors.push(Error::field("made", Wrong::Unreadable));
        }
        let Some(category) = self.category else {
            errors.push(Error::field("category", Wrong::Missing));
            return Err(errors);
        };
        if !errors.is_empty() {
            return Err(errors);
        }

        Ok(Appliance {
            customer: self.customer,
            address: self.address,
            category,
            name: said(Line::Name),
            brand: said(Line::Brand),
            model: said(Line::Model),
            serial: said(Line::Serial),
            made: made.flatten(),
            purchased,
            installed,
            shop: said(Line::Shop),
            invoice: said(Line::Invoice),
            // When and by whom it was reported is written down with it.
            sale: self.registered.then(|| Sale {
                at: domain::Moment(0),
                by: None,
                seller: said(Line::Seller),
                grade: self.grade,
            }),
            part_of: self.part_of,
            origin: None,
        })
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let wrong = |name: &str| {
            self.errors.iter().find_map(|error| problem::beside(name, Some(error), locale))
        };
        let line = |line: Line, name: &'static str, label: String| {
            field(label, self.line(line))
                .error(wrong(name))
                .on_input(move |text| Message::Typed(line, text))
        };
        let plain = |it, name, label| Element::from(line(it, name, label));
        let day =
            |it, name, label| Element::from(line(it, name, label).on_leave(Message::DayLeft(name)));
        let categories = Category::ALL.into_iter().map(|category| locale.category(category));
        let category = Category::ALL.iter().position(|it| Some(*it) == self.category);
        let also = Category::ALL.map(|it| locale.category_also(it));
        let category = choice(locale.appliance_category(), categories, category)
            .also(also)
            .none(locale.list_no_match())
            .id(Self::FIRST)
            .placeholder(locale.intake_choose())
            .error(wrong("category"))
            .on_pick(Message::CategoryPicked);
        let whole = (!self.wholes.is_empty()).then(|| {
            let names = self.wholes.iter().map(|(_, name)| name.clone());
            let names: Vec<_> =
                std::iter::once(locale.household_stands_alone()).chain(names).collect();
            let at = self.wholes.iter().position(|(id, _)| Some(*id) == self.part_of);
            choice(locale.household_part_of(), names, Some(at.map_or(0, |at| at + 1)))
                .none(locale.list_no_match())
                .error(wrong("part_of"))
                .on_pick(Message::WholePicked)
        });
        let made = field(locale.appliance_made(), self.line(Line::Made))
            .hint(locale.appliance_made_hint())
            .error(wrong("made"))
            .on_input(|text| Message::Typed(Line::Made, text));
        let fields = [
            category.into(),
            plain(Line::Brand, "brand", locale.appliance_brand()),
            plain(Line::Model, "model", locale.appliance_model()),
            plain(Line::Serial, "serial", locale.appliance_serial()),
            day(Line::Purchased, "purchased", locale.appliance_purchased()),
            day(Line::Installed, "installed", locale.appliance_installed()),
            plain(Line::Shop, "shop", locale.appliance_shop()),
            plain(Line::Invoice, "invoice", locale.appliance_invoice()),
            made.into(),
            plain(Line::Name, "name", locale.household_nickname()),
        ];

        column![
            columns(size::SERIAL, fields),
            self.sale(cx),
            self.stands_at(cx),
            whole.map(Element::from),
        ]
        .spacing(space::SNUG)
        .into()
    }

    fn stands_at<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let names = self.addresses.iter().map(|(_, line)| line.clone());
        let at = self.addresses.iter().position(|(id, _)| Some(*id) == self.address);
        let address = choice(cx.locale.household_at(), names, at)
            .none(cx.locale.list_no_match())
            .on_pick(Message::AddressPicked);

        (!self.addresses.is_empty()).then(|| address.into())
    }

    /// What was reported of its sale.
    fn sale<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let tick = checkbox(
            locale.registration_reported(),
            self.registered,
            Some(Message::RegisteredToggled),
        );
        if !self.registered {
            return tick;
        }
        let wrong =
            self.errors.iter().find_map(|error| problem::beside("seller", Some(error), locale));
        let seller = field(locale.registration_seller(), self.line(Line::Seller))
            .error(wrong)
            .on_input(|text| Message::Typed(Line::Seller, text));
        let grades = Grade::ALL.into_iter().map(|grade| locale.grade(grade));
        let grades: Vec<_> =
            std::iter::once(locale.registration_grade_none()).chain(grades).collect();
        let at = Grade::ALL.iter().position(|grade| Some(*grade) == self.grade);
        let grade = choice(locale.registration_grade(), grades, Some(at.map_or(0, |at| at + 1)))
            .none(locale.list_no_match())
            .on_pick(Message::GradePicked);
        let more = columns(size::SERIAL, [Element::from(seller), Element::from(grade)]);

        column![tick, more].spacing(space::NEAR).into()
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
