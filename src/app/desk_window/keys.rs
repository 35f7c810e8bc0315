//! The keys that are the same in every room, and the one rule of Enter.

use iced::widget::{Column, column, container, row, text};
use iced::{Center, Element, Fill};
use locale::Locale;
use ui::widget::{button, dialog, key_hint};
use ui::{size, space, theme};

use super::Message;
use crate::context::Context;

/// Keys, and the words for what they do.
type Line = (&'static str, fn(&Locale) -> String);

const TYPING: [Line; 6] = [
    ("Enter", Locale::keys_enter),
    ("Tab", Locale::keys_tab),
    ("Space", Locale::keys_space),
    ("Ctrl+Enter · F10", Locale::keys_save),
    ("Enter", Locale::keys_enter_list),
    ("Esc", Locale::keys_escape),
];
const EVERYWHERE: [Line; 14] = [
    ("Ctrl+L · 0–9", Locale::keys_caller),
    ("Ctrl+V", Locale::keys_paste),
    ("Ctrl+N", Locale::window_new_order),
    ("Ctrl+B", Locale::keys_begun),
    ("Ctrl+K", Locale::keys_commands),
    ("Alt+1–9 0 -", Locale::keys_rooms),
    ("Ctrl+Z", Locale::window_undo_last),
    ("Ctrl+J", Locale::keys_way),
    ("Ctrl+R", Locale::keys_try_now),
    ("Ctrl+PgUp · PgDn", Locale::keys_page),
    ("F5", Locale::keys_read_again),
    ("F9", Locale::action_print),
    ("Ctrl+E", Locale::export_title),
    ("F1", Locale::keys_title),
];

const BOARD: [Line; 11] = [
    ("A", Locale::action_assign),
    ("B", Locale::action_book),
    ("U", Locale::dispatch_take_back),
    ("P", Locale::dispatch_key_print),
    ("F9", Locale::dispatch_print_day),
    ("Alt+← →", Locale::dispatch_key_day),
    ("T", Locale::action_today),
    ("W", Locale::dispatch_key_week),
    ("F", Locale::dispatch_key_filter),
    ("Space", Locale::dispatch_key_carry),
    ("Enter", Locale::action_open),
];

/// All of them, in a dialog; those of the board where one stands at it.
pub fn view(at_board: bool, cx: &Context) -> Element<'_, Message> {
    let part = |title: String, lines: &[Line]| {
        let lines = lines.iter().map(|(key, words)| {
            let key = container(key_hint(*key)).width(size::CODE);
            row![key, text(words(&cx.locale)).width(Fill)]
                .spacing(space::NEAR)
                .align_y(Center)
                .into()
        });
        let title = text(title).size(size::CAPTION).style(theme::style::muted);

        column![title, Column::with_children(lines).spacing(space::TIGHT)].spacing(space::TIGHT)
    };
    let board = at_board.then(|| part(cx.locale.room_dispatch(), &BOARD));
    let content = column![
        board,
        part(cx.locale.keys_typing(), &TYPING),
        part(cx.locale.keys_everywhere(), &EVERYWHERE),
    ]
    .spacing(space::APART);
    let close = button(cx.locale.action_close()).key("Esc").on_press(Message::CommandsClosed);

    dialog(cx.locale.keys_title(), content, vec![close.into()])
}
