//! The shape and tone of what an order, a warranty or a customer's word is at: the same in every room.

use domain::{Grade, OrderKind, State, Verdict};
use iced::Element;
use locale::Locale;
use ui::widget::badge;
use ui::{Mark, Tone};

/// What an order is at.
pub fn state(state: State) -> (Tone, Mark) {
    match state {
        State::Draft => (Tone::Neutral, Mark::Frame),
        State::Ready | State::Open => (Tone::Neutral, Mark::Ring),
        State::Registered => (Tone::Warning, Mark::Ring),
        State::Assigned | State::Routed => (Tone::Info, Mark::Person),
        State::Booked => (Tone::Accent, Mark::Calendar),
        State::OnSite => (Tone::Accent, Mark::Wrench),
        State::Loaded => (Tone::Accent, Mark::Square),
        State::WaitingPart => (Tone::Warning, Mark::Pause),
        State::WaitingAppraisal => (Tone::Warning, Mark::Clock),
        State::Done | State::Delivered | State::Accepted => (Tone::Success, Mark::Check),
        State::Answered => (Tone::Info, Mark::Check),
        State::SheetIn => (Tone::Info, Mark::Sheet),
        State::CalledBack => (Tone::Info, Mark::Phone),
        State::Closed => (Tone::Success, Mark::CheckAll),
        State::Converted => (Tone::Neutral, Mark::CheckAll),
        State::Settled => (Tone::Neutral, Mark::Lock),
        State::Cancelled => (Tone::Neutral, Mark::Ban),
        State::Exception => (Tone::Danger, Mark::Triangle),
        State::Rejected | State::Failed => (Tone::Danger, Mark::Cross),
    }
}

/// Who pays.
pub fn verdict(verdict: &Verdict) -> (Tone, Mark) {
    match (verdict.is_open(), verdict.in_warranty()) {
        (true, _) => (Tone::Neutral, Mark::Ring),
        (false, true) => (Tone::Success, Mark::Check),
        (false, false) => (Tone::Warning, Mark::Cross),
    }
}

/// What a customer said.
pub fn grade(grade: Grade) -> (Tone, Mark) {
    match grade {
        Grade::VerySatisfied => (Tone::Success, Mark::Star),
        Grade::Satisfied => (Tone::Success, Mark::Check),
        Grade::Dissatisfied => (Tone::Danger, Mark::Triangle),
    }
}

/// A badge with what an order is at.
pub fn state_badge<'a, Message: 'a>(
    at: State,
    kind: OrderKind,
    locale: &Locale,
) -> Element<'a, Message> {
    let (tone, mark) = state(at);

    badge(tone, mark, locale.state_of(at, kind))
}

/// A badge with who pays.
pub fn verdict_badge<'a, Message: 'a>(of: &Verdict, locale: &Locale) -> Element<'a, Message> {
    let (tone, mark) = verdict(of);

    badge(tone, mark, locale.verdict(of))
}
