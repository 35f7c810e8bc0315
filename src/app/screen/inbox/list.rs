//! The enquiries of a stage, beside the one in hand.

use domain::EnquiryState;
use engine::{ENQUIRIES_LISTED, EnquiryRow, EnquiryStage};
use iced::widget::{column, container, responsive, row, rule, space as gap, text};
use iced::{Element, Fill};
use ui::grid::{Cell, Column, grid};
use ui::widget::{button, combo, dialog, empty, field, modal, segments, spinner, tabs};
use ui::{Mark, Tone, icon, size, space, theme};

use super::enquiries::{Asking, Enquiries, LIST, Message, PATH, SEARCH, Whose};
use super::file;
use crate::context::Context;
use crate::unread;

/// The width of what an enquiry is at.
const STATE: f32 = 120.0;
/// The width of a day with its weekday.
const AGE: f32 = 168.0;

/// What a state looks like.
pub(super) fn sign(state: EnquiryState) -> (Tone, Mark) {
    match state {
        EnquiryState::Open => (Tone::Warning, Mark::Ring),
        EnquiryState::Routed => (Tone::Accent, Mark::Person),
        EnquiryState::Answered => (Tone::Info, Mark::Check),
        EnquiryState::Closed => (Tone::Neutral, Mark::CheckAll),
        EnquiryState::Converted => (Tone::Success, Mark::CheckAll),
    }
}

impl Enquiries {
    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let page = responsive(move |room| {
            let narrow = room.width < size::SLIM - size::RAIL;
            let width = if narrow { size::SIDE } else { size::DIALOG - space::MARGIN };
            let left = column![self.head(cx), self.rows(width, cx)].width(width).height(Fill);
            let bar = rule::vertical(1.0).style(theme::style::hairline);
            let right = match &self.write {
                Some(write) => write.view(self.saving, cx).map(Message::Write),
                None => file::view(self, cx),
            };

            row![left, bar, container(right).width(Fill)].spacing(space::NONE).into()
        });
        let asking = self.asking.as_ref().map(|(asking, typed)| by_hand(*asking, typed, cx));

        modal(page, asking, Some(Message::PathDropped))
    }

    fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let list = self.list.as_ref();
        let count = |count: Option<u64>| {
            count.filter(|count| *count > 0).map(|count| locale.number(count).into())
        };
        let waiting = count(list.map(|list| list.waiting));
        let stages = [
            (locale.inbox_waiting().into(), waiting, Message::StagePicked(0)),
            (locale.inbox_answered().into(), None, Message::StagePicked(1)),
            (locale.inbox_over().into(), None, Message::StagePicked(2)),
        ];
        let named = |words: String, count: Option<u64>| match count {
            Some(count) if count > 0 => format!("{words} {}", locale.number(count)),
            _ => words,
        };
        let waits = list.filter(|_| self.stage == EnquiryStage::Waiting);
        let whose = segments(
            [
                locale.inbox_of_all(),
                named(locale.inbox_of_me(), waits.map(|list| list.own)),
                named(locale.inbox_of_nobody(), waits.map(|list| list.nobodys)),
            ],
            Some(match self.whose {
                Whose::All => 0,
                Whose::Mine => 1,
                Whose::Nobodys => 2,
            }),
            Message::WhosePicked,
        );
        let new = button(locale.inbox_new())
            .icon(icon::plus())
            .small()
            .key("F2")
            .on_press_maybe(cx.offer(Message::NewPressed));
        let add = button(locale.inbox_add())
            .icon(icon::import())
            .small()
            .key("F3")
            .on_press_maybe(cx.offer(Message::AddPressed));
        let sought = combo("", &locale.inbox_search(), &self.sought, Vec::new())
            .id(SEARCH)
            .icon(icon::search())
            .on_input(Message::Sought);
        let stages = tabs(stages, self.stage as usize);
        let deeds = row![new, add].spacing(space::NEAR).wrap();

        column![stages, whose, sought, deeds, self.mailbox(cx)]
            .spacing(space::NEAR)
            .padding(space::SNUG)
            .into()
    }

    /// The way to a folder that is watched, or away from it.
    pub(super) fn folder<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let deed = match &self.folder {
            Some(_) => button(locale.inbox_folder_stop()).on_press(Message::FolderStopped),
            None => button(locale.inbox_folder()).on_press_maybe(cx.offer(Message::FolderPressed)),
        };

        deed.small().quiet().into()
    }

    fn rows<'a>(&'a self, width: f32, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(list) = &self.list else {
            return match &self.unread {
                Some(error) => {
                    unread::view(&locale.inbox_title(), (error, 0), Message::AgainPressed, cx)
                }
                None => container(spinner(locale.window_loading())).center(Fill).into(),
            };
        };
        if list.rows.is_empty() {
            let bare = self.sought.trim().is_empty()
                && self.whose == Whose::All
                && self.stage == EnquiryStage::Waiting;
            let (what, how) = match bare {
                true => (locale.inbox_none(), locale.inbox_none_how()),
                false => (locale.inbox_none_found(), locale.inbox_none_found_how()),
            };
            return empty(icon::letter(), what, how, None);
        }
        let rows = &list.rows;
        let selected = rows.iter().position(|row| Some(row.id) == self.selected);
        let names = rows.iter().map(|row| row.name.as_str());
        let columns = vec![
            Column::fitting(locale.inbox_column_who(), names, (88.0, width / 2.5)),
            Column::weight(locale.inbox_column_subject(), 1.0, 120.0).folds(1),
            Column::fixed(locale.inbox_column_age(), AGE),
            Column::fixed(locale.inbox_column_state(), STATE).folds(3),
            Column::fitting(
                locale.inbox_column_person(),
                rows.iter().filter_map(|row| row.person_name.as_deref()),
                (72.0, width / 3.0),
            )
            .folds(2),
        ];
        let cut = (rows.len() >= ENQUIRIES_LISTED as usize)
            .then(|| text(locale.inbox_cut()).size(size::CAPTION).style(theme::style::muted));
        let rows = grid(columns, rows.len(), move |row, column| cell(&list.rows[row], column, cx))
            .id(LIST)
            .selected(selected)
            .beside_a_page()
            .on_select(Message::RowPicked)
            .on_activate(|_| Message::RowOpened);

        column![container(rows).height(Fill), cut].into()
    }
}

fn cell<'a>(row: &'a EnquiryRow, column: usize, cx: &'a Context) -> Cell<'a> {
    let (locale, clock) = (&cx.locale, cx.engine.clock());
    match column {
        0 if row.urgent => Cell::text(row.name.as_str()).bold().icon(icon::flag()),
        0 => Cell::text(row.name.as_str()),
        1 => {
            let line = |words: &'a str| words.lines().map(str::trim).find(|it| !it.is_empty());
            let subject = line(&row.subject).or_else(|| line(&row.begins));
            let subject =
                Cell::text(subject.map_or_else(|| locale.inbox_no_subject(), str::to_owned));
            if row.has_files { subject.icon(icon::attachment()) } else { subject }
        }
        2 => Cell::text(locale.ago(row.received, clock.now(), clock.offset())).muted(),
        3 => {
            let (tone, mark) = sign(row.state);
            Cell::badge(tone, mark, locale.enquiry_state(row.state))
        }
        _ => Cell::text(row.person_name.as_deref().unwrap_or_default()).muted(),
    }
}

/// Where a file or a folder is named by hand because the system has no dialog for it.
fn by_hand<'a>(asking: Asking, typed: &str, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let heading = match asking {
        Asking::Mail => locale.inbox_add_title(),
        Asking::Folder => locale.inbox_folder(),
    };
    let path = field(locale.import_file(), typed)
        .id(PATH)
        .on_input(Message::PathTyped)
        .on_submit(Message::PathSubmitted);
    let back = button(locale.action_back()).key("Esc").on_press(Message::PathDropped);
    let save = button(locale.action_save()).primary().key("F10").on_press(Message::PathSubmitted);
    let foot = gap::horizontal();

    dialog(heading, column![path, foot], vec![back.into(), save.into()])
}
