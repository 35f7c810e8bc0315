//! Knowledge: what whoever answers the telephone should know, to be found, read, written and looked through.

pub mod editor;
mod list;
pub mod reader;
#[cfg(test)]
mod tests;
mod writing;

use domain::{ArticleCategory, ArticleId, ArticleState, Category};
use engine::{ArticleFile, Brought, Error, Shelf, Shelved};
use iced::keyboard::key::Named;
use iced::widget::{column, container, operation, row};
use iced::{Center, Element, Task};
use ui::Tone;
use ui::space;
use ui::widget::{banner, button, divider, key_hint};

use self::editor::{Editor, Kept};
use self::reader::Reader;
use crate::action::{Action, Notice};
use crate::context::Context;
use crate::screen::kept;
use crate::shortcut::Shortcut;
use crate::{problem, unread};

/// What is half-typed is kept under this name.
const DRAFT: &str = "article";

/// The room.
#[derive(Default)]
pub struct Knowledge {
    shelf: Option<Shelf>,
    /// Why there is none.
    unread: Option<Error>,
    text: String,
    /// What was found, and for what.
    found: Option<(String, Vec<ArticleId>)>,
    part: Part,
    category: Option<ArticleCategory>,
    kind: Option<Category>,
    /// Which articles are listed, by their place on the shelf.
    listed: Vec<usize>,
    picked: Option<ArticleId>,
    reader: Option<Box<Reader>>,
    /// Whether the article has the place of the list, where there is no room for both.
    opened: bool,
    editor: Option<Box<Editor>>,
    /// What was begun and not saved, the latest last.
    begun: Vec<Kept>,
    bringing: bool,
}

/// Which articles are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Part {
    /// All that are not put away.
    #[default]
    All,
    Own,
    Headquarters,
    /// What is being written, and questions without an answer.
    Drafts,
    /// What is to be looked through again.
    Stale,
    Archived,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    ShelfRead(Result<Shelf, Error>),
    FileRead(ArticleId, Result<ArticleFile, Error>),
    Found(String, Result<Vec<ArticleId>, Error>),
    TextChanged(String),
    PartPicked(usize),
    CategoryPicked(usize),
    KindPicked(usize),
    RowPicked(usize),
    RowOpened,
    ReaderClosed,
    ListPressed,
    NewPressed,
    StartersPressed,
    Brought(Result<Brought, Error>),
    Reader(reader::Message),
    Editor(editor::Message),
    EditorClosed,
    DraftRead(Result<Option<String>, Error>),
    DraftKept,
    GoOnPressed,
    /// What was begun of this article is gone on with.
    GoneOn(Kept, Result<ArticleFile, Error>),
}

impl Part {
    pub const ALL: [Self; 6] =
        [Self::All, Self::Own, Self::Headquarters, Self::Drafts, Self::Stale, Self::Archived];

    fn has(self, it: &Shelved) -> bool {
        let archived = it.row.state == ArticleState::Archived;
        match self {
            Self::All => !archived,
            Self::Own => it.row.own && !archived,
            Self::Headquarters => !it.row.own && !archived,
            Self::Drafts => it.row.state == ArticleState::Draft,
            Self::Stale => it.stale.is_some(),
            Self::Archived => archived,
        }
    }
}

impl Knowledge {
    pub const TEXT: &'static str = "knowledge-text";
    pub const LIST: &'static str = "knowledge-list";

    /// The room, with this article in hand if there is one.
    pub fn new(article: Option<ArticleId>, cx: &Context) -> (Self, Task<Message>) {
        let room = Self { picked: article, opened: article.is_some(), ..Self::default() };
        let draft = Task::perform(cx.engine.draft(DRAFT), Message::DraftRead);
        let tasks = [room.refresh(cx), draft, operation::focus(Self::TEXT)];

        (room, Task::batch(tasks))
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::ShelfRead(Ok(shelf)) => {
                (self.shelf, self.unread) = (Some(shelf), None);
                self.list(cx)
            }
            Message::ShelfRead(Err(error)) => {
                unread::failed(&mut self.unread, self.shelf.is_some(), error, cx)
            }
            Message::FileRead(id, answer) => self.file_read(id, answer, cx),
            Message::Found(text, answer) => self.found(text, answer, cx),
            Message::TextChanged(text) => self.text_changed(text, cx),
            Message::PartPicked(at) => {
                self.part = Part::ALL.get(at).copied().unwrap_or_default();
                self.list(cx)
            }
            Message::CategoryPicked(at) => {
                self.category =
                    at.checked_sub(1).and_then(|at| ArticleCategory::ALL.get(at).copied());
                self.list(cx)
            }
            Message::KindPicked(at) => {
                self.kind = at.checked_sub(1).and_then(|at| Category::ALL.get(at).copied());
                self.list(cx)
            }
            Message::RowPicked(row) => self.pick(self.row(row).map(|it| it.row.id), cx),
            Message::RowOpened => {
                self.opened = self.picked.is_some();
                Action::None
            }
            Message::ReaderClosed => {
                self.opened = false;
                Action::Run(operation::focus(Self::LIST))
            }
            Message::ListPressed => Action::Run(operation::focus(Self::LIST)),
            Message::NewPressed => self.edit(Editor::new(None, self.kind, cx), cx),
            Message::StartersPressed => self.bring(cx),
            Message::Brought(answer) => self.brought(answer, cx),
            Message::Reader(message) => self.read(message, cx),
            Message::Editor(message) => self.write(message, cx),
            Message::EditorClosed => self.lay_aside(cx),
            Message::DraftRead(draft) => {
                self.begun = kept::read(draft);
                Action::None
            }
            Message::DraftKept => Action::None,
            Message::GoOnPressed => self.go_on(cx),
            Message::GoneOn(kept, answer) => {
                self.edit(Editor::again(kept, answer.ok().map(|file| file.opened()), cx), cx)
            }
        }
    }

    /// Something changed in the office.
    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        let shelf = cx.engine.knowledge(cx.locale.language());

        Task::batch([Task::perform(shelf, Message::ShelfRead), self.read_file(cx), self.find(cx)])
    }

    /// Whether an article is being written.
    pub fn is_writing(&self) -> bool {
        self.editor.is_some()
    }

    /// The message of a key that nothing else wanted.
    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if let Some(editor) = &self.editor {
            let closed = shortcut.is(Named::Escape).then_some(Message::EditorClosed);
            return editor.key(shortcut).map(Message::Editor).or(closed);
        }
        if self.opened && shortcut.is(Named::Escape) {
            return Some(Message::ReaderClosed);
        }
        let keys = [
            (Named::F7, Some(Message::NewPressed)),
            (Named::F6, self.begun.last().map(|_| Message::GoOnPressed)),
            (Named::F8, self.lacks_starters().map(|_| Message::StartersPressed)),
        ];
        let own = keys.into_iter().find(|(key, _)| shortcut.is(*key)).and_then(|(_, it)| it);

        own.or_else(|| self.reader.as_ref()?.key(shortcut).map(Message::Reader))
    }

    fn lacks_starters(&self) -> Option<usize> {
        self.shelf.as_ref().map(|shelf| shelf.starters).filter(|count| *count > 0)
    }

    fn text_changed(&mut self, text: String, cx: &Context) -> Action<Message> {
        self.text = text;
        if self.text.trim().is_empty() {
            self.found = None;
            return self.list(cx);
        }

        Action::Run(self.find(cx))
    }

    fn find(&self, cx: &Context) -> Task<Message> {
        let text = self.text.trim().to_owned();
        if text.is_empty() {
            return Task::none();
        }
        let found = cx.engine.find_articles(text.clone());

        Task::perform(found, move |answer| Message::Found(text.clone(), answer))
    }

    fn found(
        &mut self,
        text: String,
        answer: Result<Vec<ArticleId>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        if let (true, Ok(found)) = (text == self.text.trim(), answer) {
            self.found = Some((text, found));
            return self.list(cx);
        }
        Action::None
    }

    /// Lists what fits; what was looked for in the order in which it was found.
    fn list(&mut self, cx: &Context) -> Action<Message> {
        let Some(shelf) = &self.shelf else { return Action::None };
        let fits = |it: &Shelved| {
            self.part.has(it)
                && self.category.is_none_or(|category| it.row.category == category)
                && self
                    .kind
                    .is_none_or(|kind| it.row.kinds.is_empty() || it.row.kinds.contains(&kind))
        };
        let place = |id: &ArticleId| shelf.articles.iter().position(|it| it.row.id == *id);
        let places: Vec<usize> = match &self.found {
            Some((_, found)) => found.iter().filter_map(place).collect(),
            None => (0..shelf.articles.len()).collect(),
        };
        self.listed = places.into_iter().filter(|at| fits(&shelf.articles[*at])).collect();
        let still = self.listed.iter().any(|at| Some(shelf.articles[*at].row.id) == self.picked);
        // What was asked for by name is read even where the filter leaves it out.
        if still || (self.opened && self.reader.is_none() && self.picked.is_some()) {
            return Action::None;
        }

        self.pick(self.row(0).map(|it| it.row.id), cx)
    }

    fn row(&self, row: usize) -> Option<&Shelved> {
        self.shelf.as_ref()?.articles.get(*self.listed.get(row)?)
    }

    fn pick(&mut self, article: Option<ArticleId>, cx: &Context) -> Action<Message> {
        if self.picked != article {
            (self.picked, self.reader) = (article, None);
            self.opened &= article.is_some();
        }

        Action::Run(self.read_file(cx))
    }

    fn read_file(&self, cx: &Context) -> Task<Message> {
        self.picked.map_or_else(Task::none, |id| {
            Task::perform(cx.engine.article(id), move |answer| Message::FileRead(id, answer))
        })
    }

    fn file_read(
        &mut self,
        id: ArticleId,
        answer: Result<ArticleFile, Error>,
        cx: &Context,
    ) -> Action<Message> {
        if self.picked != Some(id) {
            return Action::None;
        }
        match answer {
            Ok(file) => {
                let older = self.reader.take().and_then(|reader| reader.older);
                self.reader = Some(Box::new(Reader::new(file, older)));
                Action::None
            }
            // It was taken away meanwhile.
            Err(Error::Unknown(_)) => {
                (self.reader, self.picked, self.opened) = (None, None, false);
                self.list(cx)
            }
            Err(error) => self.refused(&error, cx),
        }
    }

    fn refused(&self, error: &Error, cx: &Context) -> Action<Message> {
        Action::Tell(Notice::problem(problem::message(error, &cx.locale)), Task::none())
    }

    fn bring(&mut self, cx: &Context) -> Action<Message> {
        if std::mem::replace(&mut self.bringing, true) {
            return Action::None;
        }
        let brought = cx.engine.bring_in_starters(cx.locale.language());

        Action::Run(Task::perform(brought, Message::Brought))
    }

    fn brought(&mut self, answer: Result<Brought, Error>, cx: &Context) -> Action<Message> {
        self.bringing = false;
        match answer {
            Ok(brought) => {
                let words = cx.locale.knowledge_starters_brought(brought.articles);
                let read = Task::batch([self.refresh(cx), operation::focus(Self::LIST)]);
                Action::Tell(Notice::done(words).undone_by(brought.undo), read)
            }
            Err(error) => self.refused(&error, cx),
        }
    }

    fn read(&mut self, message: reader::Message, cx: &Context) -> Action<Message> {
        let Some(reader) = &mut self.reader else { return Action::None };
        match reader.update(message, cx) {
            reader::Next::Nothing => Action::None,
            reader::Next::Run(task) => Action::Run(task.map(Message::Reader)),
            reader::Next::Tell(notice) => Action::Tell(notice, self.refresh(cx)),
            reader::Next::Edit => {
                let opened = reader.file.opened();
                let begun = self.begun.iter().rposition(|begun| begun.id == Some(opened.id));
                let editor = match begun {
                    Some(at) => Editor::again(self.begun.remove(at), Some(opened), cx),
                    None => Editor::new(Some(opened), None, cx),
                };
                self.edit(editor, cx)
            }
            reader::Next::Read(id, notice) => {
                let action = self.pick(Some(id), cx);
                self.opened = true;
                match (notice, action) {
                    (Some(notice), _) => Action::Tell(notice, self.refresh(cx)),
                    (None, action) => action,
                }
            }
        }
    }

    /// Why nothing could be read, where nothing ever was.
    pub fn unread(&self) -> Option<&Error> {
        self.unread.as_ref()
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        if let Some(editor) = &self.editor {
            return editor.view(cx).map(Message::Editor);
        }
        let locale = &cx.locale;
        let head = container(self.head(cx)).padding([space::SNUG, space::FAR]);
        let begun = self.begun.last().map(|begun| {
            let deed = button(locale.knowledge_go_on()).small().key("F6");
            let deed = deed.on_press_maybe(cx.offer(Message::GoOnPressed));
            let deed = row![deed, key_hint("F6")].spacing(space::TIGHT).align_y(Center);
            let words = locale.knowledge_begun(&begun.article.title);
            let words = banner(Tone::Info, words, Some(deed.into()));
            container(words).padding([space::NEAR, space::FAR])
        });
        let starters = self.lacks_starters().map(|count| {
            let deed = button(locale.knowledge_starters_bring()).small().key("F8");
            let deed = deed.on_press_maybe(cx.offer(Message::StartersPressed));
            let deed = row![deed, key_hint("F8")].spacing(space::TIGHT).align_y(Center);
            let words = banner(Tone::Info, locale.knowledge_starters(count), Some(deed.into()));
            container(words).padding([space::NEAR, space::FAR])
        });

        column![head, divider(), begun, starters, self.body(cx)].into()
    }
}
