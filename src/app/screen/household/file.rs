//! What a customer's file looks like.

use domain::{Level, Money};
use engine::{AddressRow, Household as File, Machine};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    badge, beside, button, divider, icon_button, key_hint, pair, scroll, section, title,
};
use ui::{Mark, Tone, fonts, icon, size, space, theme};

use super::{Editor, Household, Message, Part, besides, closeness};
use crate::context::Context;
use crate::screen::glance::{self, glance};
use crate::screen::intake::machine_name;
use crate::screen::orders;
use crate::sign;

impl Household {
    pub(super) fn opened<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let happened = match self.past.is_shown() {
            true => self.past.view(file, cx).map(Message::Past),
            false => self.orders(file, cx),
        };
        let main = column![self.machines(file, cx), happened].spacing(space::SNUG);
        let aside = column![
            self.person_card(file, cx),
            joined(file, cx),
            self.addresses(file, cx),
            closeness::picture(file, cx),
            self.family(file, cx),
            self.letters(file, cx),
        ]
        .spacing(space::SNUG);
        // Whoever writes needs the room: what is saved is seen together with what is written.
        let card =
            self.editor.is_none().then(|| glance(file, self.urge(cx), Message::OrderPressed, cx));
        let body = column![card.flatten(), beside(main, size::READING, aside, size::SIDE),]
            .spacing(space::SNUG);

        column![
            container(head(file, cx)).padding([space::SNUG, space::FAR]),
            divider(),
            scroll("household", container(body).padding([space::APART, space::FAR])),
        ]
        .into()
    }

    fn machines<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let form = match &self.editor {
            Some(Editor::Machine(form)) => Some(form.as_ref()),
            _ => None,
        };
        let editor = || {
            form.map(|form| {
                let foot = iced::widget::Row::with_children(form.buttons(cx)).spacing(space::NEAR);
                column![form.view(cx), foot].spacing(space::SNUG)
            })
            .map(|form| Element::from(form).map(Message::Machine))
        };
        let mut lines = column![].spacing(space::NEAR);
        for (at, machine) in self.shown.machines.of(&file.machines).iter().enumerate() {
            lines = lines.push((at > 0).then(divider));
            let edited = form.is_some_and(|form| form.id() == Some(machine.id));
            // A piece stands further in, below what it is a piece of.
            let inward = if machine.whole.is_some() { space::FAR } else { space::NONE };
            let shown =
                container(line(machine, at, (file, cx))).padding(iced::padding::left(inward));
            lines = if edited { lines.push(editor()) } else { lines.push(shown) };
        }
        if file.machines.is_empty() && form.is_none() {
            let words = text(locale.household_no_machines()).style(theme::style::muted);
            lines = lines.push(words);
        }
        lines = lines.push(self.more(file.machines.len(), Part::Machines, cx));
        if form.is_some_and(|form| form.id().is_none()) {
            lines = lines.push(editor());
        }
        let add = button(locale.household_add_machine())
            .icon(icon::plus())
            .small()
            .key("F7")
            .on_press_maybe(cx.offer(Message::MachinePressed(None)));
        let register = button(locale.registration_new())
            .icon(icon::shop())
            .small()
            .key("F9")
            .on_press_maybe(cx.offer(Message::RegisterPressed));
        let add = (!file.customer.erased)
            .then(|| row![Element::from(register), Element::from(add)].spacing(space::NEAR).into());

        section(locale.customer_machines(), add, lines)
    }

    fn orders<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if file.orders.is_empty() {
            let words = text(locale.household_no_orders()).style(theme::style::muted);
            return section(locale.household_orders(), self.complain(file, cx), words);
        }
        let numbers = file.orders.iter().map(|order| order.number.as_str());
        let columns = vec![
            Column::number(locale.order_number(), numbers, size::CODE),
            Column::fixed(locale.order_state(), size::CODE),
            Column::fixed(locale.order_kind_column(), size::CODE).folds(1),
            Column::weight(locale.order_machine(), 1.0, size::LABEL).folds(2),
            Column::fixed(locale.order_technician(), size::LABEL).folds(3),
            Column::fixed(locale.order_received(), size::CODE),
        ];
        // Where nothing is owed, nothing is said of it.
        let owes = file.orders.iter().any(|order| order.owes.is_some());
        let owes = owes.then(|| Column::fixed(locale.order_owes(), size::CODE).right());
        let columns = columns.into_iter().chain(owes).collect();
        let list = grid(columns, file.orders.len(), |row, column| {
            let order = &file.orders[row];
            match column {
                // The file is of one person at one place: name and address say nothing here.
                0 => orders::cell(order, 0, cx),
                1 => orders::cell(order, 2, cx),
                2 => orders::cell(order, 3, cx),
                3 => orders::cell(order, 6, cx),
                4 => orders::cell(order, 7, cx),
                5 => orders::cell(order, 9, cx),
                _ => order.owes.map_or_else(Cell::empty, |minor| {
                    let owes = locale.money(Money::new(minor, file.currency));
                    Cell::text(owes).bold().tone(Tone::Warning)
                }),
            }
        })
        .id(Self::ORDERS)
        .at_most(SEEN)
        .selected(self.selected)
        .on_select(Message::OrderSelected)
        .on_activate(Message::OrderActivated);

        let part = file.more_orders.then(|| {
            let words = text(locale.household_orders_part(file.orders.len()));
            words.size(size::CAPTION).style(theme::style::muted)
        });

        let lines = column![list, part].spacing(space::NEAR);
        section(locale.household_orders(), self.complain(file, cx), lines)
    }

    /// A complaint is taken down, whatever it is about, and the time line stands in place of the orders.
    fn complain<'a>(&self, file: &File, cx: &'a Context) -> Option<Element<'a, Message>> {
        let turn = self.past.deeds(file, cx).map(Message::Past);
        if file.customer.erased {
            return Some(turn);
        }
        let deed = button(cx.locale.callback_complain()).icon(icon::message()).small();
        let deed = deed.key("T").on_press_maybe(cx.offer(Message::ComplaintPressed));
        let complain = row![Element::from(deed), key_hint("T"), turn];

        Some(complain.spacing(space::NEAR).align_y(Center).into())
    }

    /// The open order is urged, where one can be.
    fn urge<'a>(&self, cx: &'a Context) -> Option<Element<'a, Message>> {
        self.urgeable()?;
        let deed = button(cx.locale.intake_urge())
            .small()
            .key("U")
            .on_press_maybe(cx.offer(Message::UrgePressed));

        Some(row![Element::from(deed), key_hint("U")].spacing(space::TIGHT).align_y(Center).into())
    }

    /// What happened in the family.
    fn family<'a>(&'a self, file: &'a File, cx: &'a Context) -> Option<Element<'a, Message>> {
        if file.customer.erased || file.customer.organisation {
            return None;
        }
        let locale = &cx.locale;
        let lines = file.customer.life.iter().enumerate().rev().map(|(at, event)| {
            let day = text(locale.date_figures(event.on)).style(theme::style::muted);
            let note = event
                .note
                .as_deref()
                .map(|note| text(note).size(size::CAPTION).style(theme::style::muted).width(Fill));
            let words = column![text(locale.life_kind(event.kind)), note].width(Fill);
            let strike = icon_button(icon::x(), locale.life_remove())
                .small()
                .on_press_maybe(cx.offer(Message::LifeStruck(at)));
            row![day, words, Element::from(strike)].spacing(space::NEAR).into()
        });
        let lines = iced::widget::Column::with_children(lines).spacing(space::TIGHT);
        let none = file
            .customer
            .life
            .is_empty()
            .then(|| text(locale.household_family_none()).style(theme::style::muted));
        let form = match &self.editor {
            Some(Editor::Life(form)) => {
                let foot = iced::widget::Row::with_children(form.buttons(cx)).spacing(space::NEAR);
                let form = Element::from(column![form.view(cx), foot].spacing(space::SNUG));
                Some(form.map(Message::Life))
            }
            _ => None,
        };
        let add = icon_button(icon::plus(), locale.life_add())
            .small()
            .key("F8")
            .on_press_maybe(cx.offer(Message::LifePressed));

        Some(section(
            locale.household_family(),
            Some(add.into()),
            column![lines, none, form].spacing(space::NEAR),
        ))
    }

    fn person_card<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if let Some(Editor::Person(form)) = &self.editor {
            let foot = iced::widget::Row::with_children(form.buttons(cx)).spacing(space::NEAR);
            let form = column![form.fields(cx), foot].spacing(space::SNUG);
            return section(
                locale.household_edit_person(),
                None,
                Element::from(form).map(Message::Person),
            );
        }
        let customer = &file.customer;
        let (current, gone): (Vec<_>, Vec<_>) =
            customer.phones.iter().partition(|phone| phone.is_current());
        let phones = current.into_iter().chain(gone).map(|phone| {
            let number = locale.phone(&phone.number);
            if let Some(day) = phone.gone {
                let since = locale.customer_phone_gone_since(&locale.date(day));
                let number = text(number).style(theme::style::muted);
                let since = text(since).size(size::CAPTION).style(theme::style::muted);
                return row![number, since].spacing(space::NEAR).align_y(Center).into();
            }
            let label = phone.label.as_deref().map(|it| text(it).style(theme::style::muted));
            let own = crate::line::words(&phone.number, cx);
            let own = own.map(|it| text(it).size(size::CAPTION).style(theme::style::muted));
            let number = row![icon::phone().sized(size::ICON), text(number), label];

            column![number.spacing(space::NEAR).align_y(Center), own].into()
        });
        // A short one stands in the card above.
        let long = |note: &&str| note.chars().count() > glance::NOTE;
        let note = customer.note.as_deref().filter(long);
        let note = note.map(|it| pair(locale.customer_note(), it));
        let birthday =
            customer.birthday.map(|day| pair(locale.customer_birthday(), locale.birthday(day)));
        if let Some(erased) = &file.erased {
            let day = locale.date(erased.at.day(cx.engine.clock().offset()));
            let why = locale.erasure_reason(erased.reason);
            let words = text(locale.household_erased_on(&day, &why));
            let words = words.style(theme::style::toned(Tone::Warning));
            return section(locale.household_person(), None, words);
        }

        section(
            locale.household_person(),
            Some(person_deeds(cx)),
            column![
                iced::widget::Column::with_children(phones).spacing(space::TIGHT),
                birthday,
                note,
                besides::besides(file, cx),
            ]
            .spacing(space::NEAR),
        )
    }

    fn addresses<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let form = match &self.editor {
            Some(Editor::Address(form)) => Some(form),
            _ => None,
        };
        let editor = || {
            form.map(|form| {
                let foot = iced::widget::Row::with_children(form.buttons(cx)).spacing(space::NEAR);
                column![form.view(cx), foot].spacing(space::SNUG)
            })
            .map(|form| Element::from(form).map(Message::Address))
        };
        let mut lines = column![].spacing(space::NEAR);
        for row in self.shown.addresses.of(&file.addresses) {
            let edited = form.is_some_and(|form| form.id() == Some(row.id));
            lines = if edited { lines.push(editor()) } else { lines.push(place(row, (file, cx))) };
        }
        if file.addresses.is_empty() && form.is_none() {
            let words = text(locale.household_no_addresses()).style(theme::style::muted);
            lines = lines.push(words);
        }
        lines = lines.push(self.more(file.addresses.len(), Part::Addresses, cx));
        if form.is_some_and(|form| form.id().is_none()) {
            lines = lines.push(editor());
        }
        let add = icon_button(icon::plus(), locale.household_add_address())
            .small()
            .key("F6")
            .on_press_maybe(cx.offer(Message::AddressPressed(None)));
        let add = (!file.customer.erased).then(|| add.into());

        section(locale.customer_addresses(), add, lines)
    }

    fn letters<'a>(&'a self, file: &'a File, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        if file.letters.is_empty() {
            let words = text(locale.household_no_letters()).style(theme::style::muted);
            return section(locale.household_letters(), None, words);
        }
        let clock = cx.engine.clock();
        let lines = self.shown.letters.of(&file.letters).iter().map(|(_, letter)| {
            let day = locale.date_figures(letter.at.day(clock.offset()));
            let purpose = text(locale.purpose(letter.purpose)).width(Fill);
            row![text(day).style(theme::style::muted), purpose].spacing(space::NEAR).into()
        });
        let lines = iced::widget::Column::with_children(lines).spacing(space::TIGHT);
        let more = self.more(file.letters.len(), Part::Letters, cx);

        section(locale.household_letters(), None, column![lines, more].spacing(space::TIGHT))
    }

    /// What is pressed to see more of a column.
    fn more<'a>(&self, all: usize, part: Part, cx: &Context) -> Option<Element<'a, Message>> {
        let shown = match part {
            Part::Machines => self.shown.machines,
            Part::Addresses => self.shown.addresses,
            Part::Letters => self.shown.letters,
        };

        shown.button(all, ("", Message::MorePressed(part)), cx)
    }
}

/// Files that are found in this one, with the way to take them apart.
fn joined<'a>(file: &'a File, cx: &'a Context) -> Option<Element<'a, Message>> {
    if file.joined.is_empty() || file.customer.erased {
        return None;
    }
    let locale = &cx.locale;
    let lines = file.joined.iter().map(|joined| {
        let day = locale.date(joined.at.day(cx.engine.clock().offset()));
        let when = match &joined.by {
            Some(by) => locale.merging_when_by(&day, by),
            None => locale.merging_when(&day),
        };
        let name = locale.person_name(&joined.name);
        let name = if name.is_empty() { locale.customer_nobody() } else { name };
        let words = column![text(name), text(when).size(size::CAPTION).style(theme::style::muted),]
            .width(Fill);
        let apart = button(locale.merging_separate())
            .small()
            .on_press_maybe(cx.offer(Message::SeparatePressed(joined.file)));
        row![words, Element::from(apart)].spacing(space::NEAR).align_y(Center).into()
    });
    let lines = iced::widget::Column::with_children(lines).spacing(space::NEAR);

    Some(section(locale.merging_joined(), None, lines))
}

fn head<'a>(file: &'a File, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let customer = &file.customer;
    let name = locale.person_name(&customer.name);
    let name = if name.is_empty() { locale.customer_nobody() } else { name };
    let organisation = customer
        .organisation
        .then(|| badge(Tone::Info, Mark::Square, locale.customer_organisation()));
    let vip = (customer.level == Level::Vip)
        .then(|| badge(Tone::Warning, Mark::Star, locale.level(Level::Vip)));
    let grade = file.last_grade.as_ref().map(|last| {
        let (tone, mark) = sign::grade(last.grade);
        badge(tone, mark, locale.grade(last.grade))
    });
    let since = customer.since.map(|since| {
        let day = locale.date(since.day(clock.offset()));
        text(locale.household_since(&day)).style(theme::style::muted)
    });

    let owed = file
        .owes
        .map(|owes| badge(Tone::Warning, Mark::Square, locale.customer_owes(&locale.money(owes))));

    let name = container(title(name)).max_width(size::DIALOG);
    let who = row![name, organisation, vip, owed, grade, since];
    let who = who.spacing(space::SNUG).align_y(Center).wrap();
    if customer.erased {
        return who.into();
    }
    let deeds = row![
        gap::horizontal(),
        button(locale.order_letter())
            .icon(icon::letter())
            .key("F4")
            .on_press_maybe(cx.offer(Message::LetterPressed)),
        button(locale.action_edit())
            .icon(icon::edit())
            .key("F2")
            .on_press_maybe(cx.offer(Message::PersonPressed)),
        button(locale.household_new_order())
            .icon(icon::plus())
            .primary()
            .key("N")
            .on_press_maybe(cx.offer(Message::NewOrderPressed(None))),
    ]
    .spacing(space::SNUG)
    .align_y(Center);

    // In a small window the deeds stand below.
    beside(who, size::SIDE, deeds, size::SIDE + space::MARGIN)
}

fn line<'a>(
    machine: &'a Machine,
    at: usize,
    (file, cx): (&'a File, &'a Context),
) -> Element<'a, Message> {
    let locale = &cx.locale;
    let appliance = &machine.appliance;
    let today = cx.engine.clock().today();
    let bought = appliance.purchased.or(appliance.installed);
    let age =
        bought.and_then(|day| today.years_since(day)).map(|years| locale.household_year(years));
    let made = appliance.made.map(|year| locale.household_made(&year.to_string()));
    let serial = appliance.serial.as_deref().map(|serial| locale.household_serial(serial));
    let invoice = appliance.invoice.as_deref().map(|number| locale.household_invoice(number));
    let more: Vec<String> = [serial, age.or(made), invoice].into_iter().flatten().collect();
    let more = (!more.is_empty())
        .then(|| text(more.join(" · ")).size(size::CAPTION).style(theme::style::muted));
    let reason = text(locale.verdict_reason(&machine.verdict))
        .size(size::CAPTION)
        .style(theme::style::muted);
    let words = column![
        row![
            machine.whole.map(|_| icon::piece().sized(size::ICON)),
            text(machine_name(appliance, cx)).font(fonts::BOLD),
            sign::verdict_badge(&machine.verdict, locale),
        ]
        .spacing(space::NEAR)
        .align_y(Center),
        more,
        reason,
    ]
    .width(Fill);
    let order = button(locale.household_order_for_machine())
        .icon(icon::plus())
        .small()
        .on_press_maybe(cx.offer(Message::NewOrderPressed(Some(machine.id))));
    // Nine keys are all there are.
    let key = (at < 9).then(|| format!("Ctrl+{}", at + 1));
    let order = match &key {
        Some(key) => order.key(key.clone()),
        None => order,
    };
    let edit = icon_button(icon::edit(), locale.household_edit_machine())
        .small()
        .on_press_maybe(cx.offer(Message::MachinePressed(Some(machine.id))));

    let deeds = row![Element::from(order), key.map(key_hint), Element::from(edit)];
    let deeds = deeds.spacing(space::NEAR).align_y(Center);
    let deeds = (!file.customer.erased).then_some(deeds);

    row![words, deeds].spacing(space::NEAR).align_y(Center).into()
}

fn place<'a>(row_: &'a AddressRow, (file, cx): (&'a File, &'a Context)) -> Element<'a, Message> {
    let locale = &cx.locale;
    let note = row_
        .address
        .note
        .as_deref()
        .map(|note| text(note).size(size::CAPTION).style(theme::style::muted));
    let line = text(row_.address.place.in_one_line());
    let line = if row_.address.moved.is_some() { line.style(theme::style::muted) } else { line };
    let moved = row_.address.moved.map(|day| {
        let words = locale.customer_moved_since(&locale.date(day));
        text(words).size(size::CAPTION).style(theme::style::muted)
    });
    let words = column![line, moved, note].width(Fill);
    let edit = icon_button(icon::edit(), locale.household_edit_address())
        .small()
        .on_press_maybe(cx.offer(Message::AddressPressed(Some(row_.id))));

    let edit = (!file.customer.erased).then(|| Element::from(edit));

    row![icon::place().sized(size::ICON), words, edit].spacing(space::NEAR).into()
}

/// So many orders are seen at once; the others are scrolled to.
const SEEN: u16 = 12;

/// What is done to a person's own lines.
fn person_deeds(cx: &Context) -> Element<'_, Message> {
    let locale = &cx.locale;
    let edit = icon_button(icon::edit(), locale.household_edit_person())
        .small()
        .key("F2")
        .on_press_maybe(cx.offer(Message::PersonPressed));
    let erase = icon_button(icon::trash(), locale.household_erase())
        .small()
        .key("Del")
        .on_press_maybe(cx.offer(Message::ErasePressed));
    let merge = icon_button(icon::customers(), locale.merging_open())
        .small()
        .key("F3")
        .on_press_maybe(cx.offer(Message::MergePressed));

    row![Element::from(merge), Element::from(erase), Element::from(edit)]
        .spacing(space::TIGHT)
        .into()
}
