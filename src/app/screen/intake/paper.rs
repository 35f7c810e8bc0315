//! The form of a call, field by field in the order of the job sheet.

use domain::{Category, OrderKind, Phone};
use engine::{Error, Sought};
use iced::Element;
use iced::widget::{column, container, row};
use locale::Language;
use ui::widget::{card, checkbox, choice, columns, combo, field, note};
use ui::{Suggestion, Tone, icon, size, space};

use super::form::Field;
use super::{Intake, List, Message};
use crate::address::{self, Part};
use crate::caller;
use crate::context::Context;
use crate::reading;

/// The keys of the lines of a short list: what is typed jumps there.
const KEYS: &str = "1234567890ABCDEFGH";
/// Those where names begin with letters themselves.
const FIGURES: &str = "1234567890";
/// How many days ahead are offered.
const DAYS: u64 = 7;
/// The stretches of a day that are offered, in hours.
pub const STRETCHES: [(u16, u16); 8] =
    [(8, 10), (10, 12), (12, 14), (14, 16), (16, 18), (18, 20), (8, 12), (13, 18)];

/// A stretch as it stands in its field.
pub fn stretch_text((from, to): (u16, u16)) -> String {
    format!("{from:02}:00-{to:02}:00")
}

/// Where the focus goes for an error.
pub fn id_of(error: &Error) -> Option<&'static str> {
    let Error::Field { field, .. } = error else { return None };

    Some(match *field {
        "phone" => Field::Phone.id(),
        "name" => Field::Name.id(),
        "address" => Field::Detail.id(),
        "category" => CATEGORY,
        "brand" => Field::Brand.id(),
        "model" => Field::Model.id(),
        "serial" => Field::Serial.id(),
        "purchased" => Field::Purchased.id(),
        "installed" => Field::Installed.id(),
        "fault" => Field::Fault.id(),
        "day" => Field::Day.id(),
        "time" => Field::Time.id(),
        "description" => DESCRIPTION,
        _ => return None,
    })
}

/// The label of what needs none, so that it stands in line with its neighbours.
const BLANK: &str = " ";
/// The room of the day, the time and whether it is urgent.
const PROMISED: f32 = 2.0 * (size::CODE + size::SMALL + space::SNUG) + size::LABEL;
const CATEGORY: &str = "intake-category";
pub const DESCRIPTION: &str = "intake-description";

impl Intake {
    /// The whole form.
    pub(super) fn paper<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let promise = card(self.promise(slim, cx));
        let form = column![card(self.caller(cx)), card(self.matter(cx)), promise];

        ui::form(form.spacing(space::SNUG))
    }

    fn caller<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let known = self.household.as_ref().filter(|file| !file.addresses.is_empty()).map(|file| {
            let lines = file.addresses.iter().map(|row| {
                let line = row.address.place.in_one_line();
                let moved =
                    row.address.moved.map(|day| locale.customer_moved_since(&locale.date(day)));
                [Some(line), moved].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            });
            let lines: Vec<_> = lines.chain([locale.intake_new_address()]).collect();
            let at = file.addresses.iter().position(|row| Some(row.id) == self.form.address);
            choice(locale.intake_which_address(), lines, at.or(Some(file.addresses.len())))
                .none(locale.list_no_match())
                .on_pick(|at| Message::Picked(List::Address, at))
                .into()
        });
        let who = [self.offering(Field::Phone, cx), self.offering(Field::Name, cx)];
        let around = Part::around(&self.form.place, self.typed, locale).into_iter();
        let around = around.map(|part| self.line(part.into(), part.label(locale), cx));
        let detail = field(locale.customer_detail(), self.form.line(Field::Detail))
            .id(Field::Detail.id())
            .error(self.wrong("address", cx))
            .on_input(|text| Message::Typed(Field::Detail, text));

        let [first, second] = address::lines(columns(size::CODE, around), detail.into(), locale);

        column![columns(size::FIELD, who.into_iter().chain(known)), first, second]
            .spacing(space::SNUG)
            .into()
    }

    /// Phone or name, with the households that have it.
    fn offering<'a>(&'a self, line: Field, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let (label, sign) = match line {
            Field::Phone => (locale.customer_phone(), icon::phone()),
            _ => (locale.customer_name(), icon::user()),
        };
        let known = self.form.customer.is_some();
        let offered = if known { &[][..] } else { self.offered.as_slice() };
        let sought = Sought::of(self.form.line(line));
        let suggestion = |hit| caller::met(caller::suggestion(hit, cx), &sought);
        let suggestions = offered.iter().map(suggestion).collect();
        let typed = Phone::parse(&self.form.phone);
        // A number that somebody has is theirs: Enter takes their file.
        let exact = line == Field::Phone
            && typed.is_some_and(|typed| {
                let known = |hit: &engine::Hit| Phone::parse(&hit.phone).as_ref() == Some(&typed);
                offered.first().is_some_and(known)
            });
        let box_ = combo(label, "", self.form.line(line), suggestions)
            .id(line.id())
            .icon(sign)
            .leading()
            .error(self.wrong(line.name(), cx))
            .on_input(move |text| Message::Typed(line, text))
            .on_pick(move |at| Message::Suggested(line, at));

        // Of a stranger the number says something already.
        let own = (line == Field::Phone && self.form.customer.is_none() && offered.is_empty())
            .then(|| crate::line::words(&Phone::parse(&self.form.phone)?, cx))
            .flatten();
        let box_ = match own {
            Some(own) => box_.hint(own),
            None => box_,
        };

        if exact { box_.eager().into() } else { box_.into() }
    }

    fn matter<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let kind = OrderKind::ALL.iter().position(|kind| *kind == self.form.kind);
        let kinds = numbered(OrderKind::ALL.into_iter().map(|kind| locale.order_kind(kind)), cx);
        let kind = choice(locale.intake_kind(), kinds, kind)
            .none(locale.list_no_match())
            .on_pick(|at| Message::Picked(List::Kind, at));
        let machine =
            self.household.as_ref().filter(|file| !file.machines.is_empty()).map(|file| {
                let names = file.machines.iter().map(|machine| piece_name(file, machine, cx));
                let names = numbered(names.chain([locale.intake_new_machine()]), cx);
                let at = file.machines.iter().position(|it| Some(it.id) == self.form.appliance);
                choice(locale.intake_which_machine(), names, at.or(Some(file.machines.len())))
                    .none(locale.list_no_match())
                    .on_pick(|at| Message::Picked(List::Machine, at))
                    .into()
            });
        let category = Category::ALL.iter().position(|it| Some(*it) == self.form.category);
        let categories = numbered(Category::ALL.into_iter().map(|it| locale.category(it)), cx);
        let category = choice(locale.appliance_category(), categories, category)
            .none(locale.list_no_match())
            .id(CATEGORY)
            .placeholder(locale.intake_choose())
            .error(self.wrong("category", cx))
            .also(Category::ALL.map(|it| locale.category_also(it)))
            .on_unfit(self.form.category_unfit.as_str(), Message::CategoryMisnamed)
            .on_pick(|at| Message::Picked(List::Category, at));
        let first = [Some(kind.into()), machine, Some(category.into())];
        let plate = [
            self.brand(cx),
            self.model(cx),
            self.line(Field::Serial, locale.appliance_serial(), cx),
            self.line(Field::Purchased, locale.appliance_purchased(), cx),
            self.line(Field::Installed, locale.appliance_installed(), cx),
        ];

        column![
            columns(size::LABEL * 2.0, first.into_iter().flatten()),
            columns(size::SERIAL, plate)
        ]
        .spacing(space::SNUG)
        .into()
    }

    fn brand<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let brands = self.guide.brands(self.form.category, &self.form.brand);
        let brands = brands.into_iter().map(Suggestion::new).collect();

        combo(cx.locale.appliance_brand(), "", &self.form.brand, brands)
            .id(Field::Brand.id())
            .error(self.wrong("brand", cx))
            .on_input(|text| Message::Typed(Field::Brand, text))
            .on_pick(|at| Message::Suggested(Field::Brand, at))
            .on_pass(|at| Message::Chosen(Field::Brand, at))
            .into()
    }

    fn model<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let models = self.guide.models(self.form.category, &self.form.model);
        let models = models.into_iter().map(|model| {
            let category = cx.locale.category(model.category);
            Suggestion::new(model.designation.as_str())
                .detail(format!("{} · {category}", model.brand))
        });

        combo(cx.locale.appliance_model(), "", &self.form.model, models.collect())
            .id(Field::Model.id())
            .error(self.wrong("model", cx))
            .on_input(|text| Message::Typed(Field::Model, text))
            .on_pick(|at| Message::Suggested(Field::Model, at))
            .on_pass(|at| Message::Chosen(Field::Model, at))
            .into()
    }

    fn promise<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let tag = locale.language().tag();
        let chosen = self.form.fault_code.is_some();
        let faults = self.guide.faults(self.form.category, &self.form.fault);
        let faults = faults.into_iter().filter(|_| !chosen);
        let faults = faults.map(|code| Suggestion::new(fault_name(code, tag)));
        let fault = combo(
            locale.code_fault(),
            &locale.intake_fault_hint(),
            &self.form.fault,
            faults.collect(),
        )
        .id(Field::Fault.id())
        .icon(icon::wrench())
        .error(self.wrong("fault", cx).map(|_| locale.intake_fault_unknown()))
        .on_input(|text| Message::Typed(Field::Fault, text))
        .on_pick(|at| Message::Suggested(Field::Fault, at))
        .on_pass(|at| Message::Chosen(Field::Fault, at))
        .on_submit(Message::FaultPassed)
        .eager();
        let times = STRETCHES.map(|stretch| Suggestion::new(stretch_text(stretch)));
        let time =
            combo(locale.intake_time(), &locale.intake_time_hint(), &self.form.time, times.into())
                .id(Field::Time.id())
                .error(self.wrong("time", cx))
                .width(size::CODE + size::SMALL)
                .on_input(|text| Message::Typed(Field::Time, text))
                .on_pick(|at| Message::Suggested(Field::Time, at))
                .on_pass(|at| Message::Chosen(Field::Time, at));
        let urgent =
            checkbox(locale.source_urgent(), self.form.urgent, Some(Message::UrgentToggled));
        let urgent = ui::widget::labelled(
            BLANK,
            container(urgent).center_y(size::CONTROL),
            None,
            None,
            iced::Shrink,
        );
        let words = note(locale.intake_description(), &self.description)
            .id(DESCRIPTION)
            .lines(2)
            .error(self.wrong("description", cx))
            .on_action(Message::DescriptionChanged);
        // Of whom we know the cursor begins at the fault: what is open already is said just above it.
        let repeated = self.repeated(cx).filter(|_| slim);
        if !self.form.asks_for_visit() {
            let words = row![Element::from(words), urgent].spacing(space::SNUG);
            return column![repeated, words].spacing(space::NEAR).into();
        }
        let promised =
            row![self.day(cx), Element::from(time), urgent].spacing(space::SNUG).align_y(iced::Top);
        // A fault is read whole: where it has too little room beside the time, the time stands below it.
        let first = ui::widget::beside(fault, size::FIELD, promised, PROMISED);

        // Below the day stands which one is understood: that line keeps what is wrong from the next label too.
        column![repeated, first, Element::from(words)].spacing(space::NEAR).into()
    }

    /// The day that is promised; below it, which one is understood.
    fn day<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let today = cx.engine.clock().today();
        let days = (0..DAYS).map(|ahead| {
            let day = today + chrono::Days::new(ahead);
            let (said, weekday) = (locale.date_relative(day, today), locale.weekday(day));
            // Tomorrow says nothing of the weekday, the days after it do.
            let told = said.contains(&weekday);
            let suggestion = Suggestion::new(said);
            if told { suggestion } else { suggestion.aside(Tone::Neutral, weekday) }
        });
        let understood = self.form.promised_day(today, locale);
        let understood = understood.map(|day| reading::told(day, today, locale));

        combo(locale.intake_day(), &locale.intake_day_hint(), &self.form.day, days.collect())
            .id(Field::Day.id())
            .hint(understood.unwrap_or_else(|| BLANK.to_owned()))
            .error(self.wrong("day", cx))
            .width(size::CODE + size::SMALL)
            .on_input(|text| Message::Typed(Field::Day, text))
            .on_pick(|at| Message::Suggested(Field::Day, at))
            .on_pass(|at| Message::Chosen(Field::Day, at))
            .into()
    }

    fn line<'a>(&'a self, line: Field, label: String, cx: &'a Context) -> Element<'a, Message> {
        // An address has one error for all its parts, and it stands beside the last.
        let wrong = (line.name() != "address").then(|| self.wrong(line.name(), cx)).flatten();

        let field = field(label, self.form.line(line))
            .id(line.id())
            .error(wrong)
            .on_input(move |text| Message::Typed(line, text));

        match line {
            Field::Purchased | Field::Installed => field.on_leave(Message::Left(line)).into(),
            _ => field.into(),
        }
    }
}

/// A fault in a list, its code first: behind the words it would look like a key.
pub fn fault_name(code: &domain::Code, tag: &str) -> String {
    format!("{} {}", code.code, code.labels.get(tag))
}

/// What a machine is called in a list.
/// A machine by its name, and by what it is a piece of.
fn piece_name(file: &engine::Household, machine: &engine::Machine, cx: &Context) -> String {
    let name = machine_name(&machine.appliance, cx);
    let Some(whole) = machine.whole.and_then(|id| file.machine(id)) else { return name };

    cx.locale.appliance_piece_of(&name, &machine_name(&whole.appliance, cx))
}

pub fn machine_name(appliance: &domain::Appliance, cx: &Context) -> String {
    let called = appliance.called();
    let category = cx.locale.machine(appliance.category, called);
    let name = appliance.name.as_deref().filter(|name| {
        // What another system calls it may be just its kind.
        called.is_none() && name.to_lowercase() != category.to_lowercase()
    });
    let plate = [name, appliance.brand.as_deref(), appliance.model.as_deref()];
    let plate: Vec<&str> = plate.into_iter().flatten().collect();

    if plate.is_empty() { category } else { format!("{category} · {}", plate.join(" ")) }
}

fn numbered(names: impl Iterator<Item = String>, cx: &Context) -> Vec<String> {
    let keys = if cx.locale.language() == Language::English { FIGURES } else { KEYS };

    names
        .zip(keys.chars().map(Some).chain(std::iter::repeat(None)))
        .map(|(name, key)| match key {
            Some(key) => format!("{key}  {name}"),
            None => name,
        })
        .collect()
}
