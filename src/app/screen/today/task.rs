//! A task as a row of the list.

use domain::Moment;
use engine::{About, Duty, DutyKind, Note, Timed};
use ui::grid::Cell;
use ui::{Mark, Tone, icon};

use crate::context::Context;
use crate::{moment, shared, sign};

pub fn name(kind: DutyKind, cx: &Context) -> String {
    let locale = &cx.locale;
    match kind {
        DutyKind::Late => locale.today_late(),
        DutyKind::Soon => locale.today_soon(),
        DutyKind::ToAssign => locale.today_to_assign(),
        DutyKind::ToBook => locale.today_to_book(),
        DutyKind::PartHere => locale.today_part_here(),
        DutyKind::WaitingPart => locale.state(domain::State::WaitingPart),
        DutyKind::Complaint => locale.today_complaint(),
        DutyKind::Question => locale.today_question(),
        DutyKind::ToTell => locale.today_to_tell(),
        DutyKind::Enquiry => locale.today_enquiry(),
        DutyKind::SheetOut => locale.today_sheet_out(),
        DutyKind::Callback => locale.today_callback(),
        DutyKind::Visit => locale.today_visit(),
        DutyKind::Owed => locale.order_stage_owing(),
        DutyKind::Stock => locale.today_stock(),
        DutyKind::Article => locale.today_article(),
        DutyKind::Refused => locale.today_refused(),
        DutyKind::Backup => locale.today_backup(),
    }
}

fn look(kind: DutyKind) -> (Tone, Mark) {
    match kind {
        DutyKind::Late => (Tone::Danger, Mark::Triangle),
        DutyKind::Soon => (Tone::Warning, Mark::Clock),
        DutyKind::Refused => (Tone::Danger, Mark::Cross),
        DutyKind::ToAssign => (Tone::Accent, Mark::Ring),
        DutyKind::ToBook => (Tone::Accent, Mark::Calendar),
        DutyKind::PartHere => (Tone::Accent, Mark::Check),
        DutyKind::WaitingPart => (Tone::Warning, Mark::Pause),
        DutyKind::Complaint => (Tone::Warning, Mark::Triangle),
        DutyKind::Question => (Tone::Accent, Mark::Ring),
        DutyKind::ToTell => (Tone::Info, Mark::Phone),
        DutyKind::Enquiry => (Tone::Accent, Mark::Sheet),
        DutyKind::SheetOut => (Tone::Info, Mark::Sheet),
        DutyKind::Callback => (Tone::Info, Mark::Phone),
        DutyKind::Visit => (Tone::Info, Mark::Clock),
        DutyKind::Owed => (Tone::Warning, Mark::Square),
        DutyKind::Stock => (Tone::Warning, Mark::Square),
        DutyKind::Article => (Tone::Info, Mark::Sheet),
        DutyKind::Backup => (Tone::Warning, Mark::Lock),
    }
}

pub fn cell<'a>(duty: &'a Duty, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    let (tone, mark) = look(duty.kind);

    match (column, &duty.about) {
        (0, About::Order { state, kind, .. }) if duty.kind == DutyKind::Visit => {
            let (tone, mark) = sign::state(*state);
            Cell::badge(tone, mark, locale.state_of(*state, *kind))
        }
        (0, _) => Cell::badge(tone, mark, name(duty.kind, cx)),
        (4, _) => {
            let late = matches!(duty.kind, DutyKind::Late | DutyKind::Soon);
            let time = Cell::text(time(duty, cx));
            if late { time.tone(tone) } else { time.muted() }
        }
        (1, About::Order { kind, category, called, .. }) => {
            let machine = category.map(|it| locale.machine(it, called.as_deref()));
            let words = [noted(duty, cx), Some(locale.order_kind(*kind)), machine];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let cell = Cell::text(words.join(" · "));
            if duty.urgent { cell.bold().icon(icon::flag()) } else { cell }
        }
        (2, About::Order { name, .. }) => Cell::text(name.as_str()),
        (3, About::Order { line, .. }) => Cell::address(line.as_str()).muted(),
        (5, About::Order { number, .. }) => Cell::text(number.as_str()),
        (1, About::Enquiry { subject, own, .. }) => {
            let subject = subject.lines().find(|line| !line.trim().is_empty());
            let subject = subject.map_or_else(|| locale.inbox_no_subject(), str::to_owned);
            let words = [own.then(|| locale.today_enquiry_own()), Some(subject)];
            let words: Vec<String> = words.into_iter().flatten().collect();
            let cell = Cell::text(words.join(" · "));
            if duty.urgent { cell.bold().icon(icon::flag()) } else { cell }
        }
        (2, About::Enquiry { name, .. }) => Cell::text(name.as_str()),
        (1, About::Part { name, .. }) => Cell::text(name.as_str()),
        (1, About::Article { title, .. }) => Cell::text(title.as_str()),
        (2, About::Article { owner, .. }) => Cell::text(owner.as_deref().unwrap_or_default()),
        (2, About::Part { quantity, .. }) => {
            Cell::text(locale.today_pieces(*quantity)).tone(Tone::Danger)
        }
        (1, About::Debts(count, rest)) => {
            let words = [locale.today_debts(*count), locale.money(*rest)];
            Cell::text(words.join(" · ")).tone(Tone::Warning)
        }
        (1, About::Operations(count)) => Cell::text(locale.today_operations(*count)),
        (1, About::Office) if duty.at.is_none() => Cell::text(locale.today_backup_never()),
        (1, About::Office) => Cell::text(locale.today_backup_old()),
        _ => Cell::empty(),
    }
}

/// The time of a task in words, where it has one.
pub fn time(duty: &Duty, cx: &Context) -> String {
    duty.at.map(|at| when(at, duty, cx)).unwrap_or_default()
}

/// The time of a task, with what it is: a list of several kinds has several in one column.
fn when(at: Moment, duty: &Duty, cx: &Context) -> String {
    let (locale, clock) = (&cx.locale, cx.engine.clock());
    let time = || match duty.hours {
        Some(hours) => locale.slot_relative(hours, clock.today()),
        None => moment::told(at, cx),
    };
    let day = || locale.date_relative(at.day(clock.offset()), clock.today());

    match duty.timed {
        Timed::Since => locale.today_since(&time()),
        Timed::Due => locale.today_due(&time()),
        Timed::DueBy => locale.today_due_by(&day()),
        Timed::Visit => locale.today_visit_at(&time()),
        Timed::VisitOn => locale.today_visit_at(&day()),
    }
}

/// Whether somebody goes, and who that is is worth a word.
fn is_sent(kind: DutyKind) -> bool {
    matches!(kind, DutyKind::Visit | DutyKind::ToBook)
}

/// What is worth knowing before a task is opened: who goes, what is missing, how often somebody urged.
fn noted(duty: &Duty, cx: &Context) -> Option<String> {
    let locale = &cx.locale;
    match (&duty.note, &duty.about) {
        (Some(Note::Urged(times)), About::Order { technician, .. }) => {
            let who = technician.iter().filter(|_| is_sent(duty.kind)).cloned();
            let words = who.chain([locale.dispatch_urged(*times)]);
            Some(words.collect::<Vec<_>>().join(" · "))
        }
        (Some(Note::Urged(times)), _) => Some(locale.dispatch_urged(*times)),
        (Some(Note::Needed(parts)), _) if parts.is_empty() => Some(locale.today_part_unknown()),
        (Some(Note::Needed(parts)), _) => {
            let parts = parts.iter().map(|(name, count)| match count {
                1 => name.clone(),
                count => locale.today_part_needed(name, *count),
            });
            Some(locale.enumeration(&parts.collect::<Vec<_>>()))
        }
        (Some(Note::Shared(handover)), about) => {
            let goes = is_sent(duty.kind);
            let About::Order { technician, state, .. } = about else { return None };
            let technician = technician.clone().filter(|_| goes);
            let shared = shared::said(handover, *state, locale).map(|(words, ..)| words);
            let words: Vec<_> = technician.into_iter().chain(shared).collect();
            (!words.is_empty()).then(|| words.join(" · "))
        }
        (Some(Note::NotAgreed(slot, promised)), About::Order { technician, .. }) => {
            let time = locale.slot_relative(*slot, cx.engine.clock().today());
            let time = locale.time_as_agreed(&time, (false, *promised));
            let words = technician.iter().cloned().chain([time]);
            Some(words.collect::<Vec<_>>().join(" · "))
        }
        (Some(Note::NotAgreed(..)), _) => None,
        (None, About::Order { technician, .. }) if is_sent(duty.kind) => technician.clone(),
        (None, _) => None,
    }
}
