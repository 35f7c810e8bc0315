//! This computer: who sits here, in which language, how it looks, where its data lies.

use domain::StaffId;
use engine::{Desk, Error};
use iced::widget::{column, text};
use iced::{Element, Task};
use locale::Language;
use ui::theme::style;
use ui::widget::{choice, pair, section, segments};
use ui::{size, space};

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::look::{Look, PERCENTS};
use crate::{problem, unread};

/// Who can sit here.
#[derive(Default)]
pub struct Computer {
    desk: Option<Desk>,
    /// Why it could not be read.
    pub(super) unread: Option<Error>,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Read(Result<Option<Desk>, Error>),
    PersonPicked(usize),
    /// The person of this name sits here now, or not.
    Seated(String, Result<(), Error>),
    LanguagePicked(usize),
    LookPicked(usize),
    SizePicked(usize),
}

impl Computer {
    pub fn read(cx: &Context) -> Task<Message> {
        Task::perform(cx.engine.desk(), Message::Read)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Read(Ok(desk)) => {
                (self.desk, self.unread) = (desk, None);
                Action::None
            }
            Message::Read(Err(error)) => {
                unread::failed(&mut self.unread, self.desk.is_some(), error, cx)
            }
            Message::PersonPicked(at) => self.person(at).map_or(Action::None, |(id, name)| {
                Action::Run(Task::perform(cx.engine.sit_down(id), move |answer| {
                    Message::Seated(name.clone(), answer)
                }))
            }),
            Message::Seated(name, Ok(())) => {
                let notice = Notice::done(cx.locale.settings_seated(&name)).undone_if(None);
                Action::Tell(notice, Self::read(cx))
            }
            Message::Seated(_, Err(error)) => {
                let words = problem::message(&error, &cx.locale);
                Action::Tell(Notice::problem(words), Task::none())
            }
            Message::LanguagePicked(at) => {
                let language = Language::ALL.get(at).copied().unwrap_or(cx.look.language);
                Action::Look(Look { language, ..cx.look })
            }
            Message::LookPicked(at) => Action::Look(Look { dark: at == 1, ..cx.look }),
            Message::SizePicked(at) => {
                let percent = PERCENTS.get(at).copied().unwrap_or(cx.look.percent);
                Action::Look(Look { percent, ..cx.look })
            }
        }
    }

    fn person(&self, at: usize) -> Option<(StaffId, String)> {
        let person = self.desk.as_ref()?.staff.get(at)?;

        Some((person.id, person.name.clone()))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let staff = self.desk.iter().flat_map(|desk| &desk.staff);
        let names: Vec<&str> = staff.clone().map(|person| person.name.as_str()).collect();
        let actor = self.desk.as_ref().and_then(|desk| desk.actor);
        let here = staff.clone().position(|person| Some(person.id) == actor);
        let person = choice(locale.settings_computer_person(), names, here)
            .none(locale.list_no_match())
            .width(size::FIELD)
            .hint(locale.settings_computer_person_hint())
            .deliberate()
            .on_pick(Message::PersonPicked);
        let language = Language::ALL.iter().position(|it| *it == cx.look.language);
        let sizes = PERCENTS.map(|percent| format!("{percent} %"));
        let size_here = PERCENTS.iter().position(|percent| *percent == cx.look.percent);
        let look = column![
            labelled(
                locale.settings_computer_language(),
                segments(Language::ALL.map(Language::own_name), language, Message::LanguagePicked)
            ),
            labelled(
                locale.settings_computer_look(),
                segments(
                    [locale.window_light(), locale.window_dark()],
                    Some(usize::from(cx.look.dark)),
                    Message::LookPicked
                )
            ),
            labelled(
                locale.settings_computer_size(),
                segments(sizes, size_here, Message::SizePicked)
            ),
        ];
        let folder = cx.engine.folder().map_or_else(
            || locale.settings_computer_memory(),
            |folder| folder.display().to_string(),
        );
        let letters = self.desk.as_ref().map(|desk| {
            pair(locale.settings_computer_desk(), format!("{}-{}", desk.office.code, desk.letters))
        });
        let data = column![pair(locale.settings_computer_folder(), folder), letters];

        column![
            section(locale.settings_computer_who(), None, person),
            section(locale.settings_computer_appearance(), None, look.spacing(space::SNUG)),
            section(locale.settings_computer_data(), None, data.spacing(space::NEAR)),
        ]
        .spacing(space::APART)
        .into()
    }
}

fn labelled(label: String, content: Element<'_, Message>) -> Element<'_, Message> {
    column![text(label).size(size::CAPTION).style(style::muted), content]
        .spacing(space::TIGHT)
        .into()
}
