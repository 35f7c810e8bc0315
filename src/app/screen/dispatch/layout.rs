//! The board's rows and cards.

use std::ops::Range;

use chrono::NaiveDate;
use domain::{Level, Moment, Outcome, Place as Address, Priority, Slot, VisitState};
use engine::{Board, FULL_DAY, Job, Planned, Technician, usual_minutes};
use iced::Element;
use ui::schedule::{self, Dropped, Place, Row, Said, Words};
use ui::{Mark, Tone};

use super::{Card, Dispatch, Message};
use crate::context::Context;
use crate::shared;

/// The hours that are always shown.
const HOURS: Range<u16> = 8..20;

/// The board as a widget.
pub fn schedule<'a>(room: &'a Dispatch, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
    let rows = board.technicians.iter().map(|technician| row(technician, board, cx)).collect();
    let pool = board.pool.iter().map(|job| waiting(job, board, cx));
    let undated = board.undated.iter().map(|planned| undated(planned, board, cx));
    let visits = board.visits.iter().filter_map(|planned| placed(planned, board, cx));

    schedule::schedule(
        heading(board, cx),
        rows,
        pool.chain(undated).chain(visits).collect(),
        hours(board),
    )
    .id(Dispatch::BOARD)
    .now((board.day == board.today).then_some(board.minute))
    .selected(room.selected)
    .latest(room.latest)
    .on_pick(Message::Picked)
    .on_activate(Message::Opened)
    .on_drop(Message::Dropped)
    .on_return(Message::Returned)
    .on_end(board.has_more().then_some(Message::PoolEnded))
    .verdict(|dropped| tone_of(board, dropped))
    .into()
}

/// How many wait, and how many of them are shown.
pub fn heading(board: &Board, cx: &Context) -> String {
    let shown = board.pool.len() as u64;

    match board.asked.text.trim().is_empty() {
        _ if board.has_more() => cx.locale.dispatch_pool_part(shown, board.fitting),
        true => cx.locale.dispatch_pool(board.waiting),
        false => cx.locale.dispatch_pool_found(board.fitting, board.waiting),
    }
}

/// Where and how long a card would lie where it is dropped.
pub fn slot_of(board: &Board, dropped: &Dropped<Card>) -> Option<Slot> {
    let minutes = match dropped.key {
        Card::Waiting(order) => {
            let job = board.job(order)?;
            let promised = job.promised_time(board.day);
            let kept = promised.filter(|promised| promised.from() == dropped.start);
            kept.map_or_else(|| usual_minutes(job.kind), Slot::minutes)
        }
        Card::Visit(visit) => {
            let planned = board.visit(visit)?;
            planned.slot.map_or_else(|| usual_minutes(planned.job.kind), Slot::minutes)
        }
    };
    let end = dropped.start.saturating_add(minutes).min(Slot::DAY);

    Slot::new(board.day, dropped.start, end).ok()
}

/// How good a place is for a card: what speaks against it is shown before it is dropped.
fn tone_of(board: &Board, dropped: &Dropped<Card>) -> Tone {
    let (job, visit) = match dropped.key {
        Card::Waiting(order) => (board.job(order), None),
        Card::Visit(visit) => (board.visit(visit).map(|planned| &planned.job), Some(visit)),
    };
    let technician = board.technicians.get(dropped.row);
    let (Some(job), Some(technician), Some(slot)) = (job, technician, slot_of(board, dropped))
    else {
        return Tone::Neutral;
    };

    match board.doubts(job, visit, (technician.id, slot)).is_empty() {
        true => Tone::Success,
        false => Tone::Warning,
    }
}

fn hours(board: &Board) -> Range<u16> {
    let slots = || board.visits.iter().filter_map(|planned| planned.slot);
    let first = slots().map(|slot| slot.from() / 60).min().unwrap_or(HOURS.start);
    let last = slots().map(|slot| slot.to().div_ceil(60)).max().unwrap_or(HOURS.end);

    first.min(HOURS.start)..last.max(HOURS.end)
}

fn row<'a>(technician: &'a Technician, board: &Board, cx: &Context) -> Row<'a> {
    let load = board.load(technician.id, board.day);
    let jobs = board.visits.iter().filter(|planned| planned.technician == technician.id).count();
    let (load, tone) = self::load(load);

    Row {
        label: technician.name.as_str().into(),
        detail: cx.locale.dispatch_jobs(jobs as u64).into(),
        load,
        tone,
    }
}

/// How full so many minutes make a day, and the tone of that.
pub fn load(minutes: u32) -> (f32, Tone) {
    let tone = match minutes * 100 / FULL_DAY {
        0..=80 => Tone::Success,
        81..=100 => Tone::Warning,
        _ => Tone::Danger,
    };

    (f32::from(u16::try_from(minutes).unwrap_or(u16::MAX)) / FULL_DAY_SHARE, tone)
}

const FULL_DAY_SHARE: f32 = FULL_DAY as f32;

fn waiting<'a>(job: &'a Job, board: &Board, cx: &'a Context) -> schedule::Card<'a, Card> {
    let today = board.today;
    let (tone, mark) = urgency(job, today);

    schedule::Card {
        key: Card::Waiting(job.order),
        place: Place::Pool,
        length: usual_minutes(job.kind),
        words: Words::when_seen(move || Said {
            title: title(job, cx).into(),
            lines: vec![what(job, cx).into(), facts(job, today, cx).into()],
        }),
        tone,
        mark: Some(mark),
        fixed: false,
    }
}

/// A visit that is somebody's but has no time yet lies in the pool, with their name.
fn undated<'a>(
    planned: &'a Planned,
    board: &'a Board,
    cx: &'a Context,
) -> schedule::Card<'a, Card> {
    let name = board.technician(planned.technician).map_or("", |them| them.name.as_str());
    let who = move || [name, &cx.locale.dispatch_undated()].join(" · ");

    schedule::Card {
        key: Card::Visit(planned.visit),
        words: Words::when_seen(move || Said {
            title: title(&planned.job, cx).into(),
            lines: vec![what(&planned.job, cx).into(), who().into()],
        }),
        tone: Tone::Info,
        mark: Some(Mark::Person),
        ..waiting(&planned.job, board, cx)
    }
}

fn placed<'a>(
    planned: &'a Planned,
    board: &Board,
    cx: &'a Context,
) -> Option<schedule::Card<'a, Card>> {
    let slot = planned.slot?;
    let row = board.technicians.iter().position(|them| them.id == planned.technician)?;
    let (tone, mark) = match planned.state {
        VisitState::Ended if was_in_vain(planned) => (Tone::Warning, Mark::Cross),
        VisitState::Ended => (Tone::Success, Mark::Check),
        VisitState::Void => return None,
        VisitState::Printed => (Tone::Accent, Mark::Sheet),
        VisitState::Planned if planned.booked => (Tone::Accent, Mark::Calendar),
        VisitState::Planned => (Tone::Info, Mark::Person),
    };
    let (tone, mark) = match () {
        () if planned.state == VisitState::Ended => (tone, mark),
        () if is_double(planned, board) => (Tone::Warning, Mark::Triangle),
        () if planned.job.urgent => (Tone::Danger, mark),
        () => (tone, mark),
    };
    let today = board.today;
    let words = move || {
        let kind = cx.locale.order_kind(planned.job.kind);
        // A short visit has room for the beginning: what came of it, else where it is, tells most.
        let came = planned.result.filter(|_| was_in_vain(planned)).map(|it| came_to(it, cx));
        let what = came.into_iter().chain([door(&planned.job.place), kind]);
        let what = what.chain(machine(&planned.job, cx)).collect::<Vec<_>>().join(" · ");
        let open = not_agreed(planned, today, cx).map(Into::into);
        let lines = std::iter::once(what.into()).chain(open).collect();
        Said { title: planned.job.name.as_str().into(), lines }
    };

    Some(schedule::Card {
        key: Card::Visit(planned.visit),
        place: Place::Row(row, slot.from()),
        length: slot.minutes(),
        words: Words::when_seen(words),
        tone,
        mark: Some(mark),
        fixed: planned.state == VisitState::Ended,
    })
}

/// The time of a visit that the customer has not agreed to, as what it is.
pub fn not_agreed(planned: &Planned, today: NaiveDate, cx: &Context) -> Option<String> {
    let is_open = matches!(planned.state, VisitState::Planned | VisitState::Printed);
    let slot = planned.slot.filter(|_| is_open && !planned.booked)?;
    let promised = planned.job.promised == Some(slot);
    let time = cx.locale.slot_relative(slot, today);

    Some(cx.locale.time_as_agreed(&time, (false, promised)))
}

/// Whether whoever goes is to be elsewhere at the same time.
fn is_double(planned: &Planned, board: &Board) -> bool {
    board.visits.iter().any(|other| {
        other.visit != planned.visit
            && other.technician == planned.technician
            && (other.occupies().zip(planned.occupies()))
                .is_some_and(|(other, slot)| other.overlaps(slot))
    })
}

/// What must go first, by colour and by shape.
pub fn urgency(job: &Job, today: NaiveDate) -> (Tone, Mark) {
    let late = job.promised.is_some_and(|slot| slot.day() < today);
    let due = job.promised.is_some_and(|slot| slot.day() == today);

    match () {
        () if job.urgent || late => (Tone::Danger, Mark::Triangle),
        () if job.vip => (Tone::Warning, Mark::Star),
        () if job.urges > 0 => (Tone::Warning, Mark::Phone),
        () if due => (Tone::Warning, Mark::Clock),
        () => (Tone::Neutral, Mark::Ring),
    }
}

/// Who, and what for.
pub fn title(job: &Job, cx: &Context) -> String {
    [job.name.as_str(), &cx.locale.order_kind(job.kind)].join(" · ")
}

/// On which machine.
pub fn machine(job: &Job, cx: &Context) -> Option<String> {
    job.category.map(|it| cx.locale.machine(it, job.called.as_deref()))
}

/// What is wrong, as it was chosen when the order was taken in.
pub fn fault(job: &Job, cx: &Context) -> Option<String> {
    job.fault.as_ref().map(|labels| labels.get(cx.locale.language().tag()).to_owned())
}

/// Where, the house first: that is what a short card has room for; and on which machine.
fn what(job: &Job, cx: &Context) -> String {
    let words = [door(&job.place)].into_iter().chain(machine(job, cx));

    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Whether somebody was there and the work is not finished.
fn was_in_vain(planned: &Planned) -> bool {
    planned.result.is_some_and(|(outcome, _)| outcome != Outcome::Finished)
}

/// What a visit came to, and when: nobody home 10:20.
fn came_to((outcome, at): (Outcome, Moment), cx: &Context) -> String {
    let clock = cx.engine.clock();
    let when = cx.locale.moment(at, clock.now(), clock.offset());

    cx.locale.dispatch_came_to(&cx.locale.outcome(outcome), &when)
}

/// Where it is, for those who know the city.
pub fn short(place: &Address) -> String {
    let near = Address { province: String::new(), city: String::new(), ..place.clone() };

    near.in_one_line()
}

/// The same on a block with room for a few letters: the house rather than the district that all of them lie in.
fn door(place: &Address) -> String {
    let house = place.detail.trim();

    if house.is_empty() { short(place) } else { house.to_owned() }
}

/// What was promised, and what presses.
pub fn facts(job: &Job, today: NaiveDate, cx: &Context) -> String {
    let locale = &cx.locale;
    let offset = cx.engine.clock().offset();
    let promised =
        job.promised.map(|slot| locale.dispatch_promised(&locale.slot_relative(slot, today)));
    let since = || locale.dispatch_since(&locale.date_relative(job.received.day(offset), today));
    let urged = (job.urges > 0).then(|| locale.dispatch_urged(job.urges));
    let moved = (job.reschedules > 0).then(|| locale.dispatch_rescheduled(job.reschedules));
    let urgent = job.urgent.then(|| locale.priority(Priority::Urgent));
    let vip = job.vip.then(|| locale.level(Level::Vip));
    let remote = job.remote.then(|| locale.intake_area_remote());
    let last = job.last.filter(|(outcome, _)| *outcome != Outcome::Finished);
    let last = last.map(|last| came_to(last, cx));
    let shared = shared::said(&job.handover, job.state, locale).map(|(words, ..)| words);
    let facts =
        [last, urgent, vip, shared, remote, urged, moved, Some(promised.unwrap_or_else(since))];

    facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
