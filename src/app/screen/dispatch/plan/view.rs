//! The dialog in which a plan is typed.

use engine::{Board, Doubt, Error, Wrong};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element};
use locale::Locale;
use ui::widget::{banner, beside, button, checkbox, combo, dialog, field, key_hint};
use ui::{Suggestion, Tone, size, space, theme};

use super::{Message, PlanForm, Subject, named};
use crate::context::Context;
use crate::problem;
use crate::screen::dispatch::{doubt, layout};

/// The least width in which a technician is found beside the time.
const LEAST: f32 = size::CODE + size::LABEL;

impl PlanForm {
    pub fn view<'a>(&'a self, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let job = self.subject.job();
        let agreed = self.is_agreed(board.today);
        let heading = match (&self.subject, self.said == Some(true)) {
            (Subject::Waiting(_), false) => locale.dispatch_assign_title(&job.number),
            (Subject::Waiting(_), true) => locale.dispatch_book_title(&job.number),
            (Subject::Visit(_), _) => locale.dispatch_move_title(&job.number),
        };
        let who = [job.name.as_str(), &job.phone, &layout::short(&job.place)].join(" · ");
        let facts = layout::fault(job, cx).into_iter().chain([layout::facts(job, board.today, cx)]);
        let about = column![
            text(who),
            text(facts.collect::<Vec<_>>().join(" · "))
                .size(size::CAPTION)
                .style(theme::style::muted),
        ]
        .spacing(space::TIGHT);
        let reason = self.subject.visit().filter(|planned| planned.booked).map(|_| {
            Element::from(
                field(locale.dispatch_remark(), &self.remark)
                    .on_input(Message::RemarkTyped)
                    .on_submit(Message::Submitted),
            )
        });
        let content = column![
            // Above the fields: below them a small window would cut it. In one piece with what is always there, so that
            // the field that is typed in stays the same when it comes.
            column![about, self.warning(board, cx)].spacing(space::SNUG),
            // In a low window all of it is one line.
            beside(self.technicians(board, cx), LEAST, self.when(board, locale), size::SIDE),
            reason,
        ]
        .spacing(space::SNUG);
        let agreed_to = row![
            checkbox(locale.dispatch_agreed(), agreed, Some(Message::Agreed)),
            key_hint("F8"),
        ]
        .spacing(space::NEAR)
        .align_y(Center);
        // Beside the deed, so that no small window cuts it.
        let buttons = vec![
            container(agreed_to).center_y(size::CONTROL).into(),
            gap::horizontal().width(space::NEAR).into(),
            button(locale.action_cancel()).key("Esc").on_press(Message::Closed).into(),
            button(self.deed(agreed, locale))
                .primary()
                .key("F10")
                .on_press_maybe((!self.saving).then_some(Message::Submitted))
                .into(),
        ];

        dialog(heading, content, buttons)
    }

    /// The words for what is wrong with a field.
    fn beside(&self, field: &str, locale: &Locale) -> Option<String> {
        self.errors.iter().find_map(|error| problem::beside(field, Some(error), locale))
    }

    fn when<'a>(&'a self, board: &Board, locale: &'a Locale) -> Element<'a, Message> {
        let beside = |field| self.beside(field, locale);
        row![
            Element::from(
                field(locale.dispatch_day(), &self.day)
                    .id(Self::DAY)
                    .hint(self.day_told(board.today).unwrap_or_else(|| locale.intake_day_hint()))
                    .on_input(Message::DayTyped)
                    .on_submit(Message::DaySubmitted)
                    .error(beside("day"))
                    .width(size::CODE)
            ),
            Element::from(
                field(locale.dispatch_time(), &self.time)
                    .id(Self::TIME)
                    .hint(locale.dispatch_time_hint())
                    .on_input(Message::TimeTyped)
                    .on_submit(Message::Submitted)
                    .error(beside("time"))
            ),
        ]
        .spacing(space::SNUG)
        .into()
    }

    fn deed(&self, agreed: bool, locale: &Locale) -> String {
        match (&self.subject, agreed) {
            (Subject::Waiting(_), false) => locale.action_assign(),
            (_, true) => locale.action_book(),
            (Subject::Visit(_), false) => locale.action_save(),
        }
    }

    fn technicians<'a>(&'a self, board: &'a Board, cx: &'a Context) -> Element<'a, Message> {
        let (locale, board) = (&cx.locale, self.known(board));
        let suggestions = self.offered(board).into_iter().map(|one| {
            let visits = board.visits.iter().filter(|planned| planned.technician == one.id).count();
            let load = locale.duration(i64::from(board.load(one.id, board.day)));
            let time = board.offer(self.subject.job(), one.id, board.day);
            let time = time.filter(|_| !self.timed).map(|slot| locale.slot_times(slot));
            let jobs = locale.dispatch_jobs(visits as u64);
            let detail: Vec<String> = time.into_iter().chain([jobs]).collect();
            Suggestion::new(named(one)).detail(detail.join(" · ")).aside(Tone::Neutral, load)
        });

        combo(
            locale.dispatch_technician(),
            &locale.dispatch_technician_hint(),
            &self.typed,
            suggestions.collect(),
        )
        .id(Self::TECHNICIAN)
        .eager()
        .on_input(Message::TechnicianTyped)
        .on_pick(Message::TechnicianPicked)
        .on_take(Message::TechnicianTaken)
        .on_submit(Message::TechnicianSubmitted)
        .error(self.beside("technician", locale))
        .into()
    }

    /// What could not be done, or what speaks against it.
    fn warning<'a>(&'a self, board: &'a Board, cx: &'a Context) -> Option<Element<'a, Message>> {
        if let Some(error) = self.errors.iter().find(|error| !matches!(error, Error::Field { .. }))
        {
            return Some(banner(Tone::Danger, problem::message(error, &cx.locale), None));
        }
        let plan = self.plan(board).ok()?;
        let slot = plan.slot?;
        let visit = self.subject.visit().map(|planned| planned.visit);
        let known = self.board_of(slot.day(), board)?;
        let mut doubts = known.doubts(self.subject.job(), visit, (plan.technician, slot));
        // What was refused beside its field is not doubted as well.
        let refused = |error: &Error| matches!(error, Error::Field { why: Wrong::Over, .. });
        doubts.retain(|doubt| *doubt != Doubt::Past || !self.errors.iter().any(refused));
        let name = known.technician(plan.technician).map_or("", |technician| &technician.name);
        let words = doubt::listed(&doubts, name, board.today, cx);

        (!words.is_empty()).then(|| banner(Tone::Warning, words.join("\n"), None))
    }
}
