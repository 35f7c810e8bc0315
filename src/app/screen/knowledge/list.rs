//! The head of the room, and the articles as rows.

use domain::{ArticleCategory, ArticleState, Category, Stale};
use engine::Shelved;
use iced::widget::{column, container, responsive, row, rule, text};
use iced::{Center, Element, Fill};
use locale::Locale;
use ui::grid::{Cell, Column, grid};
use ui::widget::{
    beside, button, choice, columns, combo, divider, empty, key_hint, spinner, title,
};
use ui::{Mark, Tone, icon, size, space, theme};

use super::{Knowledge, Message, Part};
use crate::context::Context;

/// As wide as three choices side by side.
const THREE: f32 = size::CODE * 3.0 + space::FAR * 2.0;

impl Knowledge {
    pub(super) fn head<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let filter = combo("", &locale.knowledge_hint(), &self.text, Vec::new())
            .id(Self::TEXT)
            .icon(icon::search())
            .on_input(Message::TextChanged)
            .on_submit(Message::ListPressed);
        let filter = container(Element::from(filter)).max_width(size::SIDE);
        let new = button(locale.knowledge_new()).icon(icon::plus()).key("F7");
        let new = new.on_press_maybe(cx.offer(Message::NewPressed));
        let words = row![title(locale.room_knowledge()), filter, new, key_hint("F7")]
            .spacing(space::SNUG)
            .align_y(Center);
        let parts = Part::ALL.map(|part| self.part_name(part, locale));
        let part = Part::ALL.iter().position(|it| *it == self.part);
        let categories = ArticleCategory::ALL.map(|it| locale.article_category(it));
        let categories = std::iter::once(locale.knowledge_every_category()).chain(categories);
        let at = |place: Option<usize>| place.map_or(Some(0), |at| Some(at + 1));
        let category =
            self.category.and_then(|it| ArticleCategory::ALL.iter().position(|o| *o == it));
        let kinds = Category::ALL.map(|it| locale.category(it));
        let kinds = std::iter::once(locale.knowledge_every_kind()).chain(kinds);
        let kind = self.kind.and_then(|it| Category::ALL.iter().position(|other| *other == it));
        let none = || locale.list_no_match();
        let choices: [Element<'a, Message>; 3] = [
            choice("", parts.to_vec(), part).none(none()).on_pick(Message::PartPicked).into(),
            choice("", categories.collect::<Vec<_>>(), at(category))
                .none(none())
                .on_pick(Message::CategoryPicked)
                .into(),
            choice("", kinds.collect::<Vec<_>>(), at(kind))
                .none(none())
                .on_pick(Message::KindPicked)
                .into(),
        ];

        beside(words, size::SIDE, columns(size::LABEL, choices), THREE)
    }

    /// What a part of the shelf is called, with how many there are where that tells what is to do.
    fn part_name(&self, part: Part, locale: &Locale) -> String {
        let count = || {
            let all = self.shelf.iter().flat_map(|shelf| &shelf.articles);
            all.filter(|it| part.has(it)).count()
        };
        match part {
            Part::All => locale.knowledge_part_all(),
            Part::Own => locale.knowledge_part_own(),
            Part::Headquarters => locale.knowledge_part_headquarters(),
            Part::Drafts => locale.knowledge_part_drafts(count()),
            Part::Stale => locale.knowledge_part_stale(count()),
            Part::Archived => locale.knowledge_part_archived(),
        }
    }

    pub(super) fn body<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let Some(shelf) = &self.shelf else {
            return container(spinner(locale.window_loading())).center(Fill).into();
        };
        if self.listed.is_empty() && !self.opened {
            return self.nothing(cx);
        }
        let saved = text(locale.knowledge_saved(shelf.saved)).size(size::CAPTION);
        let saved = container(saved.style(theme::style::muted)).padding([space::TIGHT, space::FAR]);
        let panes = responsive(move |room| {
            let wide = room.width >= size::SLIM - size::RAIL;
            let reader = || match &self.reader {
                Some(reader) => reader.view(!wide, cx).map(Message::Reader),
                None => {
                    let words = text(locale.knowledge_pick()).style(theme::style::muted);
                    container(words).center(Fill).into()
                }
            };
            if wide {
                let width = (room.width * 0.45).max(size::SIDE);
                let line = rule::vertical(1.0).style(theme::style::hairline);
                let rows = container(self.rows(cx)).width(width).height(Fill);
                return row![rows, line, container(reader()).width(Fill)].into();
            }
            if self.opened {
                let back =
                    button(locale.knowledge_back()).icon(icon::arrow_left()).small().key("Esc");
                let back = back.on_press(Message::ReaderClosed);
                return column![container(back).padding([space::NEAR, space::FAR]), reader()]
                    .into();
            }
            self.rows(cx)
        });

        column![saved, divider(), panes].into()
    }

    fn rows<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let columns = vec![
            Column::weight(locale.knowledge_column_title(), 1.0, size::FIELD),
            Column::fixed(locale.knowledge_column_category(), 104.0).spare(1),
            Column::weight(locale.knowledge_column_kinds(), 0.6, 96.0).spare(3),
            Column::fixed(locale.knowledge_column_told(), 64.0).right().spare(2),
            Column::fixed(locale.knowledge_column_state(), 120.0).folds(1),
        ];
        let selected =
            (0..self.listed.len()).find(|at| self.row(*at).map(|it| it.row.id) == self.picked);

        grid(columns, self.listed.len(), move |row, column| match self.row(row) {
            Some(it) => cell(it, column, cx),
            None => Cell::empty(),
        })
        .id(Self::LIST)
        .selected(selected)
        .on_select(Message::RowPicked)
        .on_activate(|_| Message::RowOpened)
        .beside_a_page()
        .into()
    }

    /// What belongs here, and how to begin.
    fn nothing<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let some = self.shelf.as_ref().is_some_and(|shelf| !shelf.articles.is_empty());
        if some {
            let (words, how) = (locale.knowledge_none_found(), locale.knowledge_none_found_how());
            return empty(icon::search(), words, how, None);
        }
        let new = button(locale.knowledge_new()).icon(icon::plus()).primary().key("F7");
        let new = new.on_press_maybe(cx.offer(Message::NewPressed));
        let deeds = row![new, key_hint("F7")].spacing(space::NEAR).align_y(Center);

        empty(
            icon::knowledge(),
            locale.knowledge_none(),
            locale.knowledge_none_how(),
            Some(deeds.into()),
        )
    }
}

/// The machines that an article is for, in words.
pub fn kinds(kinds: &[Category], locale: &Locale) -> String {
    if kinds.is_empty() {
        return locale.knowledge_any_machine();
    }
    let names: Vec<String> = kinds.iter().map(|kind| locale.category(*kind)).collect();

    locale.enumeration(&names)
}

/// What an article is at, with its shape.
pub fn state(
    (state, own, stale): (ArticleState, bool, Option<&Stale>),
    locale: &Locale,
) -> (Tone, Mark, String) {
    match (state, stale) {
        (ArticleState::Draft, _) => (Tone::Info, Mark::Ring, locale.article_state(state)),
        (ArticleState::Archived, _) => (Tone::Neutral, Mark::Square, locale.article_state(state)),
        (ArticleState::Published, Some(_)) => {
            (Tone::Warning, Mark::Clock, locale.knowledge_stale())
        }
        (ArticleState::Published, None) if own => {
            (Tone::Success, Mark::Check, locale.knowledge_own())
        }
        (ArticleState::Published, None) => {
            (Tone::Neutral, Mark::Check, locale.knowledge_headquarters())
        }
    }
}

fn cell<'a>(it: &'a Shelved, column: usize, cx: &'a Context) -> Cell<'a> {
    let locale = &cx.locale;
    match column {
        0 => Cell::text(it.row.title.as_str()),
        1 => Cell::text(locale.article_category(it.row.category)).muted(),
        2 => Cell::text(kinds(&it.row.kinds, locale)).muted(),
        3 if it.row.told == 0 => Cell::empty(),
        3 => Cell::text(locale.knowledge_told_short(it.row.told, it.row.solved)),
        _ => {
            let (tone, mark, words) = state((it.row.state, it.row.own, it.stale.as_ref()), locale);
            Cell::badge(tone, mark, words)
        }
    }
}
