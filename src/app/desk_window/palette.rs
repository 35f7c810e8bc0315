//! Every command by its name: type a few letters, its pinyin or initials, choose, Enter.

use engine::{Keys, Stage};
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::widget::{column, container, row, space as gap, text};
use iced::{Center, Element, Fill, Task};
use locale::Language;
use ui::widget::{dialog_under, field, key_hint};
use ui::{Axis, Icon, group, icon, press, size, space, theme};

use super::frame::face;
use super::{DeskWindow, Message};
use crate::caller::CallerBar;
use crate::context::Context;
use crate::look::Look;
use crate::place::Place;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;

const FIELD: &str = "command";
/// How many are shown at once.
const SHOWN: usize = 10;

/// What is being looked for.
#[derive(Default)]
pub struct Palette {
    typed: String,
}

/// Something that can be done from anywhere.
#[derive(Debug, Clone)]
enum Deed {
    NewOrder,
    GoOn,
    Keys,
    Export,
    FindCaller,
    Undo,
    Open(Place),
    /// What this key does there.
    At(Place, Named),
    Look(Look),
}

struct Command {
    icon: Icon,
    name: String,
    key: Option<String>,
    keys: Keys,
    deed: Deed,
}

/// Who owes something, by whatever word that is asked for.
fn owing(cx: &Context) -> Command {
    let locale = &cx.locale;
    let name = format!("{} · {}", locale.room_orders(), locale.order_stage_owing());
    let words = locale.window_command_owed();
    let keys = Keys::of("", [name.as_str()].into_iter().chain(words.split(' ')));

    Command {
        icon: icon::money(),
        name,
        key: None,
        keys,
        deed: Deed::Open(Place::OrdersAt(Stage::Owing)),
    }
}

impl DeskWindow {
    pub(super) fn commands_wanted(&mut self) -> Task<Message> {
        self.palette = Some(Palette::default());

        iced::widget::operation::focus(FIELD)
    }

    pub(super) fn command_typed(&mut self, typed: String) -> Task<Message> {
        self.palette = Some(Palette { typed });

        Task::none()
    }

    /// Does the command in this place of the list; without a place the first.
    pub(super) fn command_taken(&mut self, place: Option<usize>, cx: &Context) -> Task<Message> {
        let Some(palette) = self.palette.take() else { return Task::none() };
        let place = place.unwrap_or_default();
        let (found, _) = self.found(&palette.typed, cx);
        let Some(command) = found.into_iter().nth(place) else {
            self.palette = Some(palette);
            return Task::none();
        };

        match command.deed {
            Deed::NewOrder => self.new_order(cx),
            Deed::GoOn => self.go_on(cx),
            Deed::Keys => Task::done(Message::KeysPressed),
            Deed::Export => Task::done(Message::Export(super::exporting::Message::Pressed)),
            Deed::FindCaller => CallerBar::begin(),
            Deed::Undo => self.undo(cx),
            Deed::Open(place) => self.go(place, cx),
            Deed::At(place, key) => {
                let pressed = Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() };
                // Once it is read what there is.
                self.go(place, cx).chain(Task::done(Message::Pressed(pressed)))
            }
            Deed::Look(look) => Task::done(Message::LookChosen(look)),
        }
    }

    /// The commands that are shown, and how many more there are.
    fn found(&self, typed: &str, cx: &Context) -> (Vec<Command>, usize) {
        let mut all = self.commands(cx);
        let mut order = Keys::find(&all, |command| &command.keys, typed, all.len());
        let more = order.len().saturating_sub(SHOWN);
        order.truncate(SHOWN);
        let mut kept: Vec<Option<Command>> = all.drain(..).map(Some).collect();

        (order.into_iter().filter_map(|at| kept.get_mut(at)?.take()).collect(), more)
    }

    fn commands(&self, cx: &Context) -> Vec<Command> {
        let locale = &cx.locale;
        let command = |icon, name: String, key: Option<String>, deed| {
            let keys = Keys::of("", [name.as_str()]);
            Command { icon, name, key, keys, deed }
        };
        let held = |key: &str| Some(format!("Ctrl+{key}"));
        let dark = Look { dark: !cx.look.dark, ..cx.look };
        let (sign, words) = if cx.look.dark {
            (icon::sun(), locale.window_light())
        } else {
            (icon::moon(), locale.window_dark())
        };
        let undo = self.notices.next_undo().map(|deed| {
            command(icon::undo(), locale.window_undo_named(deed), held("Z"), Deed::Undo)
        });
        let begun = self
            .begun
            .is_some()
            .then(|| command(icon::phone(), locale.keys_begun(), held("B"), Deed::GoOn));
        let deeds = [
            command(icon::plus(), locale.window_new_order(), held("N"), Deed::NewOrder),
            command(icon::search(), locale.window_find_caller(), held("L"), Deed::FindCaller),
        ];
        let rooms = Place::RAIL.iter().zip(Place::RAIL_KEYS).map(|(place, at)| {
            let (icon, name) = face(place, cx);
            let keys = Keys::of(
                "",
                std::iter::once(name.as_str()).chain(told_there(place, cx).split(' ')),
            );
            let key = Some(format!("Alt+{at}"));
            Command { icon, name, key, keys, deed: Deed::Open(place.clone()) }
        });
        let rest = [
            command(icon::alert(), locale.attention_title(), None, Deed::Open(Place::Attention)),
            command(icon::customers(), locale.suspects_title(), None, Deed::Open(Place::Suspects)),
            command(icon::import(), locale.window_import(), None, Deed::Open(Place::Import)),
            command(sign, words, None, Deed::Look(dark)),
            command(icon::help(), locale.keys_title(), Some("F1".to_owned()), Deed::Keys),
        ];
        let export = self
            .rooms
            .front
            .room
            .listing_name(cx)
            .map(|name| command(icon::save(), name, held("E"), Deed::Export));
        let tongues = Language::ALL.into_iter().filter(|it| *it != cx.look.language);
        let tongues = tongues.map(|language| {
            let look = Look { language, ..cx.look };
            command(icon::settings(), language.own_name().to_owned(), None, Deed::Look(look))
        });

        let first = deeds.into_iter().chain(begun).chain(undo).chain(rooms).chain([owing(cx)]);
        let first = first.chain(export).chain(rest);

        first.chain(tongues).chain(pages(cx)).chain(deeds_of_rooms(cx)).collect()
    }

    pub(super) fn palette_view<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let palette = self.palette.as_ref()?;
        let (found, more) = self.found(&palette.typed, cx);
        let typing = field("", &palette.typed)
            .id(FIELD)
            .hint(cx.locale.window_command_hint())
            .on_input(Message::CommandTyped)
            .on_submit(Message::CommandTaken(None));
        let none = found
            .is_empty()
            .then(|| text(cx.locale.window_command_none()).style(theme::style::muted));
        let lines = found.into_iter().enumerate().map(|(at, command)| {
            let marked = at == 0;
            let content = row![
                command.icon.sized(size::ICON),
                text(command.name),
                gap::horizontal(),
                command.key.map(key_hint),
            ]
            .spacing(space::NEAR)
            .align_y(Center);
            press(container(content).center_y(size::ROW).width(Fill))
                .on_press(Message::CommandTaken(Some(at)))
                .width(Fill)
                .padding([space::NONE, space::NEAR])
                .style(move |theme, touch| theme::style::row(marked, theme, touch))
                .into()
        });
        let lines = group(Axis::Column, iced::widget::Column::with_children(lines));
        let more = (more > 0).then(|| {
            let words = text(cx.locale.window_command_more(more));
            words.size(size::CAPTION).style(theme::style::muted)
        });
        let content = column![none, lines, more].spacing(space::NEAR);
        let typing = Element::from(typing);

        Some(dialog_under(cx.locale.window_commands(), typing, content))
    }
}

/// What is asked for by other words than the room's name, parted by blanks.
fn told_there(place: &Place, cx: &Context) -> String {
    match place {
        Place::Today => cx.locale.window_command_late(),
        Place::Sheets => cx.locale.window_command_cash(),
        _ => String::new(),
    }
}

/// The pages of the settings, found by what is set there too.
fn pages(cx: &Context) -> impl Iterator<Item = Command> + use<> {
    let locale = &cx.locale;
    let set_there = |page: Page| match page {
        Page::Office => vec![locale.settings_areas(), locale.settings_office_departments()],
        Page::Computer => vec![
            locale.settings_computer_appearance(),
            locale.settings_computer_language(),
            locale.settings_computer_look(),
            locale.settings_computer_size(),
            locale.settings_computer_who(),
        ],
        Page::Headquarters => vec![locale.settings_join()],
        Page::Backups => vec![locale.settings_restore_other(), locale.settings_check_heading()],
        Page::Mail => vec![locale.mail_imap(), locale.mail_smtp(), locale.mail_address()],
        Page::People | Page::Prices | Page::Catalogue | Page::About => Vec::new(),
    };
    let page = |page: Page| {
        let (name, words) = (page.name(locale), set_there(page));
        let said = std::iter::once(name.as_str()).chain(words.iter().map(String::as_str));
        let keys = Keys::of("", said);
        let deed = Deed::Open(Place::SettingsPage(page));
        Command { icon: icon::settings(), name, key: None, keys, deed }
    };
    let pages: Vec<Command> = Page::ALL.into_iter().map(page).collect();

    pages.into_iter()
}

/// What is done by a key of one room.
fn deeds_of_rooms(cx: &Context) -> [Command; 8] {
    let locale = &cx.locale;
    let at = |icon, name: String, also: String, (shown, key): (&str, Named), place| {
        let keys = Keys::of("", [name.as_str(), also.as_str()]);
        Command { icon, name, key: Some(shown.to_owned()), keys, deed: Deed::At(place, key) }
    };
    let slip = |icon, name: String, also: String, key| {
        let name = format!("{} · {name}", locale.room_parts());
        at(icon, name, also, key, Place::Parts)
    };

    [
        slip(icon::import(), locale.parts_receive(), locale.parts_receive(), ("F3", Named::F3)),
        slip(icon::truck(), locale.parts_issue(), locale.parts_issue(), ("F4", Named::F4)),
        slip(icon::undo(), locale.parts_return(), locale.parts_return(), ("F11", Named::F11)),
        slip(
            icon::check(),
            locale.parts_count(),
            locale.window_command_stocktake(),
            ("F7", Named::F7),
        ),
        at(
            icon::message(),
            locale.complaint_title(),
            locale.callback_title(),
            ("→", Named::ArrowRight),
            Place::Callbacks,
        ),
        at(
            icon::printer(),
            locale.dispatch_print_day(),
            locale.action_print(),
            ("F9", Named::F9),
            Place::Dispatch,
        ),
        at(
            icon::knowledge(),
            format!("{} · {}", locale.room_knowledge(), locale.knowledge_new()),
            locale.knowledge_new(),
            ("F7", Named::F7),
            Place::Knowledge,
        ),
        at(
            icon::backup(),
            locale.settings_backup_now(),
            locale.settings_backups(),
            ("F9", Named::F9),
            Place::SettingsPage(Page::Backups),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use iced::Size;

    use super::*;
    use crate::testing::context;
    use crate::testing::desk::Desk;

    fn press(desk: &mut Desk, key: Key, modifiers: Modifiers) {
        desk.press(&Shortcut { key, modifiers });
    }

    fn asked(desk: &mut Desk, typed: &str) {
        press(desk, Key::Character("k".into()), Modifiers::CTRL);
        desk.write(typed);
    }

    #[test]
    fn pages_and_what_keys_do_in_a_room_are_found_by_their_names() {
        let cx = context();
        for language in Language::ALL {
            let look = Look { language, ..cx.look };
            let cx = Context { locale: locale::Locale::new(language), look, ..cx.clone() };
            let window = super::super::tests::window(&cx);
            let said: &[(&str, String)] = &match language {
                Language::English => [
                    ("backup", cx.locale.settings_backups()),
                    ("stocktake", cx.locale.parts_count()),
                    ("complaint", cx.locale.complaint_title()),
                    ("language", cx.locale.settings_computer()),
                    ("owed", cx.locale.order_stage_owing()),
                    ("cash", cx.locale.window_sheets()),
                    ("late", cx.locale.room_today()),
                ],
                Language::SimplifiedChinese => [
                    ("备份", cx.locale.settings_backups()),
                    ("pandian", cx.locale.parts_count()),
                    ("ts", cx.locale.complaint_title()),
                    ("语言", cx.locale.settings_computer()),
                    ("欠款", cx.locale.order_stage_owing()),
                    ("交款", cx.locale.window_sheets()),
                    ("迟到", cx.locale.room_today()),
                ],
                Language::TraditionalChinese => [
                    ("備份", cx.locale.settings_backups()),
                    ("盤點", cx.locale.parts_count()),
                    ("客訴", cx.locale.complaint_title()),
                    ("語言", cx.locale.settings_computer()),
                    ("欠款", cx.locale.order_stage_owing()),
                    ("繳款", cx.locale.window_sheets()),
                    ("遲到", cx.locale.room_today()),
                ],
            };
            for (typed, name) in said {
                let (found, _) = window.found(typed, &cx);
                let names: Vec<_> = found.into_iter().map(|command| command.name).collect();
                assert!(names.iter().any(|it| it.ends_with(name)), "{typed}: {names:?}");
            }
        }
    }

    #[test]
    fn what_a_key_does_in_a_room_is_done_there_and_its_dialog_keeps_what_is_typed() {
        let cx = context();
        let mut desk = Desk::new(cx.engine.clone(), Size::new(1366.0, 768.0));
        asked(&mut desk, "盘点");
        press(&mut desk, Key::Named(Named::Enter), Modifiers::empty());
        assert_eq!(desk.room_name(), Some("Parts"));
        let locale = locale::Locale::new(Language::SimplifiedChinese);
        let cancel = locale.action_cancel();
        assert!(desk.words().contains(&cancel), "{:?}", desk.words());

        // From each control of the dialog, also from its buttons.
        for _ in 0..8 {
            press(&mut desk, Key::Named(Named::Tab), Modifiers::empty());
            desk.write("7");
            assert_eq!(desk.room_name(), Some("Parts"));
            assert!(desk.words().contains(&cancel), "the dialog stays");
        }
    }
}
