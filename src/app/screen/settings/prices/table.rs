//! The price list on screen: a row for each kind of work and each part, a field for each price.

use domain::{Category, Currency};
use iced::widget::{Column, Row, column, container, row, space as gap, text};
use iced::{Element, Fill, Top};
use ui::theme::style;
use ui::widget::{button, choice, field, section, spinner};
use ui::{icon, size, space};

use super::line::{PartLine, WorkLine, part_id, work_id};
use super::{Message, Prices, kinds};
use crate::context::Context;

/// So many parts are shown at once.
const SHOWN: usize = 30;

impl Prices {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let Some(known) = &self.known else { return spinner(cx.locale.window_loading()) };
        let elsewhere =
            (!known.set_here).then(|| text(cx.locale.prices_headquarters()).style(style::muted));
        column![
            elsewhere,
            self.books(known, cx),
            self.work(known.set_here, cx),
            self.part_list(known.set_here, cx),
        ]
        .spacing(space::APART)
        .into()
    }

    fn books<'a>(&'a self, known: &engine::Prices, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let at = Currency::ALL.iter().position(|it| *it == self.currency);
        let all = Currency::ALL.map(|currency| locale.currency_choice(currency));
        let pick = choice(locale.prices_currency(), all, at)
            .none(locale.list_no_match())
            .width(size::SIDE);
        let free = known.set_here && !known.begun;
        let hint = if known.begun {
            locale.prices_currency_fixed()
        } else {
            locale.prices_currency_hint()
        };
        let pick = if free { pick.on_pick(Message::CurrencyPicked) } else { pick };
        let hint = text(hint).size(size::CAPTION).style(style::muted);
        // Beside what stands at the top: the list is long.
        let save: Option<Element<'a, Message>> = known.set_here.then(|| {
            let save = button(locale.action_save()).icon(icon::save()).primary().key("F10");
            save.on_press_maybe(cx.offer(Message::SavePressed).filter(|_| self.touched)).into()
        });
        let first = row![pick, gap::horizontal(), save].align_y(iced::Bottom);

        section(locale.prices_currency_heading(), None, column![first, hint].spacing(space::TIGHT))
    }

    fn work<'a>(&'a self, set_here: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let add: Option<Element<'a, Message>> = set_here.then(|| {
            let add = button(locale.prices_add()).icon(icon::plus()).small();
            add.on_press_maybe(cx.offer(Message::AddPressed)).into()
        });
        let how = text(locale.prices_work_how()).size(size::CAPTION).style(style::muted);
        let head = heads([
            locale.prices_kind(),
            locale.prices_machine(),
            locale.charge_labour(),
            locale.charge_trip(),
            locale.charge_remote(),
        ]);
        let lines = self.work.iter().enumerate().map(|(at, line)| {
            let prices = (0..3).map(|price| {
                let cell = field("", &line.typed[price])
                    .id(work_id(at, price))
                    .right()
                    .error(line.wrong(price, locale));
                if set_here {
                    cell.on_input(move |text| Message::WorkTyped(at, price, text)).into()
                } else {
                    cell.into()
                }
            });
            lying(named(at, line, cx).into_iter().chain(prices))
        });
        let lines = Column::with_children(lines).spacing(space::APART);

        section(locale.prices_work(), add, column![how, head, lines].spacing(space::NEAR))
    }

    fn part_list<'a>(&'a self, set_here: bool, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let known = self.parts.iter().filter(|line| line.is_known()).count();
        let known = locale.prices_part_known(count(known), count(self.parts.len()));
        let find = self.finding.field(Message::FindTyped, cx);
        let found = self.finding.found();
        let more = found.len().saturating_sub(SHOWN);
        let below = match more {
            0 if found.is_empty() => Some(locale.prices_part_none()),
            0 => None,
            more => Some(locale.prices_part_more(count(more))),
        };
        let below = below.map(|words| text(words).size(size::CAPTION).style(style::muted));
        let lines = found.iter().take(SHOWN).filter_map(|at| self.parts.get(*at));
        let lines = lines.map(|line| priced(line, set_here, cx));
        let lines = Column::with_children(lines).spacing(space::APART);
        let known = text(known).size(size::CAPTION).style(style::muted);

        section(locale.prices_part(), None, column![known, find, lines, below].spacing(space::SNUG))
    }
}

/// What a line of work is about: chosen while it is new.
fn named<'a>(at: usize, line: &'a WorkLine, cx: &'a Context) -> [Element<'a, Message>; 2] {
    let locale = &cx.locale;
    if line.is_new {
        let all = kinds().map(|kind| locale.order_kind(kind));
        let kind = kinds().position(|kind| kind == line.kind);
        let machines = Category::ALL.map(|category| locale.category(category));
        let machine = Category::ALL.iter().position(|it| Some(*it) == line.category);

        return [
            choice("", all, kind)
                .none(locale.list_no_match())
                .on_pick(move |pick| Message::KindPicked(at, pick))
                .into(),
            choice("", machines, machine)
                .none(locale.list_no_match())
                .on_pick(move |pick| Message::MachinePicked(at, pick))
                .into(),
        ];
    }
    let kind = text(locale.order_kind(line.kind)).width(Fill);
    let machine = match line.category {
        Some(category) => text(locale.category(category)),
        None => text(locale.prices_any()).style(style::muted),
    };

    [kind, machine.width(Fill)].map(|words| container(words).center_y(size::CONTROL).into())
}

fn priced<'a>(line: &'a PartLine, set_here: bool, cx: &'a Context) -> Element<'a, Message> {
    let id = line.id;
    let cell = field("", &line.typed).id(part_id(id)).right().error(line.wrong(&cx.locale));
    let cell =
        if set_here { cell.on_input(move |text| Message::PartTyped(id, text)) } else { cell };
    let words = |words: &'a str, muted: bool| -> Element<'a, Message> {
        let words = text(words).wrapping(text::Wrapping::None);
        let words = if muted { words.style(style::muted) } else { words };
        container(words).width(Fill).clip(true).center_y(size::CONTROL).into()
    };

    lying([
        words(&line.number, true),
        words(&line.name, false),
        cell.into(),
        words(&line.unit, true),
    ])
}

fn heads<'a>(words: [String; 5]) -> Element<'a, Message> {
    lying(words.into_iter().enumerate().map(|(at, words)| {
        let words = text(words).size(size::CAPTION).style(style::muted).width(Fill);
        if at > 1 { words.align_x(iced::Right).into() } else { words.into() }
    }))
}

/// Cells of the same width side by side.
fn lying<'a>(cells: impl IntoIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    let cells = cells.into_iter().map(|cell| container(cell).width(Fill).into());

    // What is wrong with one of them hangs below it and moves none of the others.
    Row::with_children(cells).spacing(space::SNUG).align_y(Top).into()
}
