//! What whoever answers the telephone can read off while the caller talks: who pays, how much, and what was
//! promised to this household before.

use domain::{ChargeKind, Coverage, Family, OrderKind, Quote, Verdict};
use engine::{Fare, Household, OrderRow, Region};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill};
use ui::widget::{badge, divider, icon_button, pair_with, section};
use ui::{Mark, Tone, fonts, icon, press, size, space, theme};

use super::{Intake, Message};
use crate::context::Context;
use crate::screen::glance;
use crate::sign;

/// How many earlier jobs are shown.
const JOBS: usize = 4;

impl Intake {
    /// The pane at the right; in a `slim` window below the form.
    pub(super) fn aside<'a>(&'a self, slim: bool, cx: &'a Context) -> Element<'a, Message> {
        let verdict = self.guide.verdict(
            self.form.kind,
            &self.form.plate(cx.engine.clock().today(), &cx.locale),
            cx.engine.clock().today(),
        );
        let quote = self.form.category.and_then(|category| {
            let place = self.form.whole_place();
            self.guide.quote((self.form.kind, category), verdict.as_ref(), &place)
        });

        column![
            self.repeated(cx).filter(|_| !slim),
            self.answers(cx).filter(|_| self.is_reading()),
            self.known.view((cx.locale.suspects_take(), "F9"), Message::KnownTaken, cx),
            warranty(verdict.as_ref(), cx),
            self.region(cx),
            self.price((verdict.as_ref(), quote), cx),
            self.answers(cx).filter(|_| !self.is_reading()),
            self.household
                .as_deref()
                .map(|file| known(file, cx))
                .or_else(|| self.elsewhere(cx))
                .unwrap_or_else(|| stranger(cx)),
        ]
        .spacing(space::SNUG)
        .into()
    }

    /// Whether the address lies in the office's areas, as soon as that can be said.
    fn region<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let (name, sign) = match self.guide.region(&self.form.whole_place()) {
            Region::Unknown => return None,
            Region::Ours(area) if !area.remote => (area.name.clone(), None),
            Region::Ours(area) => {
                let remote = badge(Tone::Warning, Mark::Triangle, locale.intake_area_remote());
                (area.name.clone(), Some(remote))
            }
            Region::Theirs(area) => {
                let theirs = badge(Tone::Danger, Mark::Ban, locale.intake_area_outside());
                (locale.intake_area_theirs(&area.branch), Some(theirs))
            }
            Region::Outside => {
                let outside = badge(Tone::Danger, Mark::Ban, locale.intake_area_outside());
                (locale.intake_area_none(), Some(outside))
            }
        };

        Some(section(locale.intake_area(), sign, text(name)))
    }

    fn price<'a>(
        &'a self,
        (verdict, quote): (Option<&Verdict>, Option<Quote>),
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let content: Element<'_, Message> = match quote {
            _ if self.form.kind.family() != Family::Service => {
                text(locale.intake_no_charge()).style(theme::style::muted).into()
            }
            None if self.form.category.is_none() => {
                text(locale.intake_price_hint()).style(theme::style::muted).into()
            }
            None => text(locale.charge_no_price()).style(theme::style::toned(Tone::Warning)).into(),
            Some(quote) => self.sum(quote, verdict, cx),
        };

        section(locale.intake_price(), None, content)
    }
}

impl Intake {
    /// The order of this household that bears a fee on the promised day, at the chosen address.
    fn borne(&self, kind: ChargeKind, cx: &Context) -> Option<&Fare> {
        let file = self.household.as_deref()?;
        let day = self.form.promised_day(cx.engine.clock().today(), &cx.locale)?;
        let here = |fare: &&Fare| {
            fare.kind == kind && fare.day == day && fare.address == self.form.address
        };

        file.fares.iter().find(here)
    }

    fn sum<'a>(
        &'a self,
        quote: Quote,
        verdict: Option<&Verdict>,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        let locale = &cx.locale;
        let line = |label: String, amount: domain::Money, said: Option<String>| {
            let words = match said {
                Some(words) => text(words).style(theme::style::toned(Tone::Success)),
                None => text(locale.money(amount)),
            };
            pair_with(label, container(words).align_right(Fill))
        };
        let free = |coverage| {
            let covered = verdict.is_some_and(|verdict| verdict.covers(coverage));
            covered.then(|| locale.charge_free())
        };
        // Once for all that is done there in a day.
        let with = |kind| self.borne(kind, cx).map(|fare| locale.charge_with(&fare.number));
        let (trip, remote) = (with(ChargeKind::Trip), with(ChargeKind::Remote));
        let nothing = domain::Money::zero(quote.labour.currency);
        let due = Quote {
            trip: if trip.is_some() { nothing } else { quote.trip },
            remote: if remote.is_some() { nothing } else { quote.remote },
            ..quote
        };
        let far = (!quote.remote.is_zero())
            .then(|| line(locale.charge_remote(), quote.remote, remote.clone()));
        let total = text(locale.money(due.total())).font(fonts::BOLD).size(size::LEAD);
        let extra = self.form.kind == OrderKind::Repair && free(Coverage::Parts).is_none();
        let parts = extra.then(|| {
            text(locale.intake_parts_extra()).size(size::CAPTION).style(theme::style::muted)
        });
        let is_open = verdict.is_some_and(Verdict::is_open) && !due.total().is_zero();
        let open = is_open.then(|| {
            let words = text(locale.warranty_price_open()).size(size::CAPTION);
            words.style(theme::style::toned(Tone::Warning))
        });

        column![
            line(locale.charge_labour(), quote.labour, free(Coverage::Labour)),
            line(locale.charge_trip(), quote.trip, free(Coverage::Trip).or(trip)),
            far,
            divider(),
            pair_with(locale.charge_total(), container(total).align_right(Fill)),
            open,
            parts,
        ]
        .spacing(space::TIGHT)
        .into()
    }
}

fn warranty<'a>(verdict: Option<&Verdict>, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let content: Element<'_, Message> = match verdict {
        None => text(locale.intake_warranty_hint()).style(theme::style::muted).into(),
        Some(verdict) => {
            let covers = locale.verdict_covers(verdict);
            let covers = (!covers.is_empty()).then(|| text(covers));
            let reason = text(locale.verdict_reason(verdict)).style(theme::style::muted);
            column![covers, reason].spacing(space::TIGHT).into()
        }
    };
    let badge = verdict.map(|verdict| sign::verdict_badge(verdict, locale));

    section(locale.warranty_title(), badge, content)
}

fn stranger(cx: &Context) -> Element<'_, Message> {
    let words = text(cx.locale.intake_stranger()).style(theme::style::muted);

    section(cx.locale.intake_household(), None, words)
}

fn known<'a>(file: &'a Household, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let grade = file.last_grade.as_ref().map(|last| {
        let (tone, mark) = sign::grade(last.grade);
        badge(tone, mark, locale.grade(last.grade))
    });
    let vip = (file.customer.level == domain::Level::Vip)
        .then(|| badge(Tone::Warning, ui::Mark::Star, locale.level(domain::Level::Vip)));
    let note = file.customer.note.as_ref().map(|note| {
        row![icon::info().sized(size::ICON), text(note.as_str()).width(Fill)].spacing(space::NEAR)
    });
    let open = file.open_orders().count();
    let jobs = file.orders.iter().take(JOBS.max(open)).map(|order| job(order, cx));
    let jobs = iced::widget::Column::with_children(jobs).spacing(space::TIGHT);
    let nothing =
        file.orders.is_empty().then(|| text(locale.intake_no_orders()).style(theme::style::muted));
    let other = icon_button(icon::x(), locale.intake_somebody_else())
        .small()
        .key("F3")
        .on_press(Message::StrangerPressed);
    let badges = row![vip, grade, Element::from(other)].spacing(space::TIGHT).align_y(Center);

    section(
        locale.intake_household(),
        Some(badges.into()),
        column![glance::signs(file, cx), note, nothing, promises(file, cx), jobs]
            .spacing(space::NEAR),
    )
}

/// Which of what is promised is late: the lines below say what is open.
fn promises<'a>(file: &'a Household, cx: &'a Context) -> Option<Element<'a, Message>> {
    let clock = cx.engine.clock();
    let promises = file.promises(clock.now(), clock.offset());
    if promises.is_empty() {
        return None;
    }
    let lines = promises
        .into_iter()
        .map(|promise| glance::promise_line(&promise, Message::OrderPressed, cx));

    Some(iced::widget::Column::with_children(lines).into())
}

fn job<'a>(order: &'a OrderRow, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let clock = cx.engine.clock();
    let machine = order.category.map(|it| locale.machine(it, order.called.as_deref()));
    let machine = machine.unwrap_or_default();
    let day = locale.date_figures(order.received.day(clock.offset()));
    let head = row![
        text(order.number.as_str()).font(fonts::BOLD),
        gap::horizontal(),
        sign::state_badge(order.state, order.kind, locale),
    ]
    .align_y(Center);
    let detail = format!("{day} · {} · {machine}", locale.order_kind(order.kind));
    let detail = text(detail).size(size::CAPTION).style(theme::style::muted);

    press(column![head, detail].width(Fill))
        .on_press(Message::OrderPressed(order.id))
        .width(Fill)
        .padding([space::TIGHT, space::TIGHT])
        .into()
}
