//! Letters of one purpose: whom to write to, the first letter to look at, and posting them all.

pub mod left_out;
mod view;

pub use view::why_not as why_no_letter;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::{Category, CustomerId, Family, Grade, OrderId, Purpose, State};
use engine::{
    Addressee, CallForm, Composed, Composition, Error, LetterDraft, LetterFilter, LetterTarget,
    LettersLaidOut, NoLetter, Progress,
};
use iced::Task;
use iced::keyboard::key::Named;
use iced::widget::operation;
use ui::Tone;

use crate::action::{Action, Notice};
use crate::context::Context;
use crate::place::Place;
use crate::screen::settings::Page;
use crate::shortcut::Shortcut;

const LIST: &str = "letters-targets";
/// How often the bar is drawn anew.
const BEAT: Duration = Duration::from_millis(150);
/// The periods that are offered, in days and in months.
const DAYS: [u32; 4] = [7, 30, 90, 365];
const MONTHS: [u32; 3] = [11, 12, 23];
/// More letters than this are not made by one key alone.
const MANY: usize = 20;

/// Letters that are being written.
pub struct Write {
    filter: LetterFilter,
    /// Where one letter was asked for: the only one on the list.
    only: Option<Only>,
    list: Option<Vec<Addressee>>,
    chosen: BTreeSet<LetterTarget>,
    selected: usize,
    /// The letter that is looked at.
    preview: Option<Arc<LettersLaidOut>>,
    /// Whether it does without the office's phone.
    no_phone: bool,
    posting: Option<Progress>,
    /// Whether it was asked if so many are meant.
    asking: bool,
    /// Those who got none when the letters were written.
    skipped: Vec<NoLetter>,
    error: Option<Error>,
}

/// What one letter is asked for about.
#[derive(Debug, Clone, Copy)]
enum Only {
    Order(OrderId),
    /// For this purpose, or whatever fits.
    Customer(CustomerId, Option<Purpose>),
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    Asked(Result<(Purpose, Addressee), Error>),
    ListRead(LetterFilter, Result<Vec<Addressee>, Error>),
    FilterPicked(LetterFilter),
    RowPicked(usize),
    RowToggled(usize),
    ToggledHere,
    AllToggled,
    PreviewMade(LetterTarget, Result<Option<(Arc<LettersLaidOut>, bool)>, Error>),
    PreviewPressed,
    OfficePressed,
    PostPressed,
    AskClosed,
    Composed(Result<Composed, Error>),
    Beat,
    StopPressed,
    LaidOut(Result<Option<LettersLaidOut>, Error>),
}

impl Write {
    pub fn new(purpose: Purpose, cx: &Context) -> (Self, Task<Message>) {
        let page = Self::blank(filter(purpose));
        let read = page.read(cx);

        (page, read)
    }

    /// A letter about one order: thanks, or the answer where it is a complaint.
    pub fn about(order: OrderId, cx: &Context) -> (Self, Task<Message>) {
        let only = Some(Only::Order(order));
        let page = Self { only, ..Self::blank(filter(Purpose::Thanks)) };
        let read = page.read(cx);

        (page, read)
    }

    /// A letter to one customer: for this purpose, or for the one that fits.
    pub fn to(
        customer: CustomerId,
        purpose: Option<Purpose>,
        cx: &Context,
    ) -> (Self, Task<Message>) {
        let only = Some(Only::Customer(customer, purpose));
        let page = Self { only, ..Self::blank(filter(purpose.unwrap_or(Purpose::Thanks))) };
        let read = page.read(cx);

        (page, read)
    }

    /// The same for another purpose: to the same customer, where there is only one.
    pub fn turned(&self, purpose: Purpose, cx: &Context) -> (Self, Task<Message>) {
        match self.only {
            Some(Only::Customer(customer, _)) => Self::to(customer, Some(purpose), cx),
            Some(Only::Order(_)) | None => Self::new(purpose, cx),
        }
    }

    fn blank(filter: LetterFilter) -> Self {
        Self {
            filter,
            only: None,
            list: None,
            chosen: BTreeSet::new(),
            selected: 0,
            preview: None,
            no_phone: false,
            posting: None,
            asking: false,
            skipped: Vec::new(),
            error: None,
        }
    }

    pub fn purpose(&self) -> Purpose {
        self.filter.purpose()
    }

    pub fn is_posting(&self) -> bool {
        self.posting.is_some()
    }

    pub fn is_asking(&self) -> bool {
        self.asking
    }

    fn read(&self, cx: &Context) -> Task<Message> {
        let order = match self.only {
            Some(Only::Order(order)) => order,
            Some(Only::Customer(customer, purpose)) => {
                return Task::perform(cx.engine.letter_to(customer, purpose), Message::Asked);
            }
            None => {
                let filter = self.filter;
                let list = cx.engine.letter_targets(filter);
                return Task::perform(list, move |list| Message::ListRead(filter, list));
            }
        };
        let engine = cx.engine.clone();
        let asked = async move {
            let form: CallForm = engine.callback_form(order).await?;
            let purpose = match form.order.kind.family() {
                Family::Complaint => Purpose::ComplaintAnswer,
                _ => Purpose::Thanks,
            };
            let target = LetterTarget::Order(order);
            Ok((purpose, engine.letter_target(target, purpose).await?))
        };

        Task::perform(asked, Message::Asked)
    }

    pub fn refresh(&self, cx: &Context) -> Task<Message> {
        if self.is_posting() { Task::none() } else { self.read(cx) }
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Action<Message> {
        match message {
            Message::Asked(answer) => self.asked(answer, cx),
            Message::ListRead(filter, answer) if filter == self.filter => {
                self.list_read(answer, cx)
            }
            Message::ListRead(..) => Action::None,
            Message::FilterPicked(filter) => self.filter_picked(filter, cx),
            Message::RowPicked(row) => self.row_picked(row, cx),
            Message::RowToggled(row) => self.toggle(row),
            Message::ToggledHere => self.toggle_here(cx),
            Message::AllToggled => self.toggle_all(),
            Message::PreviewMade(target, answer) => self.preview_made(target, answer),
            Message::PreviewPressed => {
                let letter = self.preview.clone();
                letter.map_or(Action::None, |it| Action::Open(Place::LettersLaidOut(it)))
            }
            Message::OfficePressed => Action::Open(Place::SettingsPage(Page::Office)),
            Message::PostPressed => self.post(cx),
            Message::AskClosed => {
                self.asking = false;
                Action::None
            }
            Message::Composed(answer) => self.composed(answer, cx),
            Message::Beat if self.is_posting() => Action::Run(beat()),
            Message::Beat => Action::None,
            Message::StopPressed => {
                self.posting.iter().for_each(Progress::cancel);
                Action::None
            }
            Message::LaidOut(answer) => self.laid_out(answer, cx),
        }
    }

    pub fn key(&self, shortcut: &Shortcut) -> Option<Message> {
        if self.is_posting() {
            return shortcut.is(Named::Escape).then_some(Message::StopPressed);
        }
        if shortcut.saves() {
            return Some(Message::PostPressed);
        }
        if self.asking {
            return shortcut.is(Named::Escape).then_some(Message::AskClosed);
        }
        if shortcut.is(Named::F9) {
            return Some(Message::PreviewPressed);
        }
        if shortcut.is(Named::Space) {
            return Some(Message::ToggledHere);
        }

        shortcut.is_command("a").then_some(Message::AllToggled)
    }

    fn asked(
        &mut self,
        answer: Result<(Purpose, Addressee), Error>,
        cx: &Context,
    ) -> Action<Message> {
        match answer {
            Ok((purpose, addressee)) => {
                self.filter = filter(purpose);
                self.list_read(Ok(vec![addressee]), cx)
            }
            Err(error) => self.refused(error),
        }
    }

    fn list_read(
        &mut self,
        answer: Result<Vec<Addressee>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        let mut list = match answer {
            Ok(list) => list,
            Err(error) => return self.refused(error),
        };
        // Those who get none are still said why, below the others.
        list.sort_by_key(|row| row.why_not.is_some());
        let first = self.list.is_none();
        let able = |row: &&Addressee| row.why_not.is_none();
        let over = |row: &&Addressee| row.row.state.is_some_and(State::is_over);
        let content = |row: &&Addressee| row.row.grade != Some(Grade::Dissatisfied);
        // Whoever can be written to is chosen at first, but for thanks nobody who was not content or still owes something,
        // and of complaints none that was settled without a letter; later only what was chosen stays so.
        let listed = self.only.is_none();
        let meant = |row: &&Addressee| match self.purpose() {
            Purpose::Thanks if listed => content(row) && row.owes.is_none(),
            Purpose::ComplaintAnswer if listed => !over(row),
            _ => true,
        };
        let rows = || list.iter().filter(able);
        self.chosen = match first {
            true => rows().filter(meant).map(|row| row.target).collect(),
            false => rows().map(|row| row.target).filter(|it| self.chosen.contains(it)).collect(),
        };
        self.selected = self.selected.min(list.len().saturating_sub(1));
        if self.list.replace(list).is_none() {
            self.error = None;
        }
        let preview = self.make_preview(cx);

        Action::Run(if first { Task::batch([preview, operation::focus(LIST)]) } else { preview })
    }

    fn filter_picked(&mut self, filter: LetterFilter, cx: &Context) -> Action<Message> {
        // What is being made is about those on the list.
        if self.is_posting() {
            return Action::None;
        }
        let page = Self::blank(filter);
        *self = page;

        Action::Run(self.read(cx))
    }

    fn row_picked(&mut self, row: usize, cx: &Context) -> Action<Message> {
        self.selected = row;

        Action::Run(self.make_preview(cx))
    }

    fn row(&self) -> Option<&Addressee> {
        self.list.as_ref()?.get(self.selected)
    }

    fn toggle(&mut self, row: usize) -> Action<Message> {
        let row = self.list.as_ref().and_then(|list| list.get(row));
        let Some(row) = row.filter(|row| row.why_not.is_none()) else { return Action::None };
        let target = row.target;
        if !self.chosen.remove(&target) {
            self.chosen.insert(target);
        }
        Action::None
    }

    /// Space ticks and goes on.
    fn toggle_here(&mut self, cx: &Context) -> Action<Message> {
        let _ticked = self.toggle(self.selected);
        let last = self.list.as_ref().map_or(0, |list| list.len().saturating_sub(1));

        self.row_picked((self.selected + 1).min(last), cx)
    }

    fn toggle_all(&mut self) -> Action<Message> {
        let rows = self.list.iter().flatten().filter(|row| row.why_not.is_none());
        let able: BTreeSet<_> = rows.map(|row| row.target).collect();
        self.chosen = if self.chosen.len() < able.len() { able } else { BTreeSet::new() };
        Action::None
    }

    /// The letter of the selected row, if there is one.
    fn make_preview(&self, cx: &Context) -> Task<Message> {
        let Some(row) = self.row() else { return Task::none() };
        let (target, engine) = (row.target, cx.engine.clone());
        let composed = engine.compose(self.composition(vec![target], cx));
        let paper = async move {
            let drafts = composed.await?.drafts;
            let no_phone = drafts.first().is_some_and(|draft| draft.left_out.contains(&"phone"));
            let letter = engine.lay_out_letters(drafts, &Progress::new()).await?;
            Ok(letter.map(|letter| (Arc::new(letter), no_phone)))
        };

        Task::perform(paper, move |paper| Message::PreviewMade(target, paper))
    }

    fn preview_made(
        &mut self,
        target: LetterTarget,
        answer: Result<Option<(Arc<LettersLaidOut>, bool)>, Error>,
    ) -> Action<Message> {
        if self.row().is_some_and(|row| row.target == target) {
            match answer {
                Ok(made) => {
                    // Who gets no letter says nothing about the others.
                    self.no_phone = made.as_ref().map_or(self.no_phone, |(_, lacks)| *lacks);
                    self.preview = made.map(|(paper, _)| paper);
                }
                Err(error) => return self.refused(error),
            }
        }
        Action::None
    }

    fn composition(&self, targets: Vec<LetterTarget>, cx: &Context) -> Composition {
        let language = cx.locale.language();

        Composition { purpose: self.purpose(), template: None, language, targets }
    }

    fn post(&mut self, cx: &Context) -> Action<Message> {
        let rows = self.list.iter().flatten().map(|row| row.target);
        let targets: Vec<_> = rows.filter(|target| self.chosen.contains(target)).collect();
        if targets.is_empty() && !self.is_posting() {
            let notice = Notice::missing(cx.locale.letters_nobody());
            return Action::Tell(notice, operation::focus(LIST));
        }
        if self.is_posting() {
            return Action::None;
        }
        if targets.len() > MANY && !self.asking {
            self.asking = true;
            return Action::None;
        }
        self.asking = false;
        self.posting = Some(Progress::new());
        let composed = cx.engine.compose(self.composition(targets, cx));

        Action::Run(Task::batch([Task::perform(composed, Message::Composed), beat()]))
    }

    fn composed(&mut self, answer: Result<Composed, Error>, cx: &Context) -> Action<Message> {
        let drafts: Vec<LetterDraft> = match answer {
            Ok(composed) => {
                self.skipped = composed.skipped.iter().map(|skipped| skipped.why).collect();
                composed.drafts
            }
            Err(error) => return self.refused(error),
        };
        let Some(progress) = &self.posting else { return Action::None };
        let laid_out = cx.engine.lay_out_letters(drafts, progress);

        Action::Run(Task::perform(laid_out, Message::LaidOut))
    }

    /// The letters are shown, to be printed or saved: only then they are sent.
    fn laid_out(
        &mut self,
        answer: Result<Option<LettersLaidOut>, Error>,
        cx: &Context,
    ) -> Action<Message> {
        self.posting = None;
        let locale = &cx.locale;
        let letters = match answer {
            Ok(Some(letters)) => letters,
            Ok(None) => {
                let notice = Notice::problem(locale.letters_posted_none());
                return Action::Tell(notice, self.read(cx));
            }
            Err(error) => return self.refused(error),
        };
        let made = match letters.stopped {
            true => locale.letters_stopped(letters.count()),
            false => locale.letters_made(letters.count()),
        };
        let skipped = left_out::words(self.skipped.drain(..), locale);
        let words: Vec<String> = [Some(made), skipped].into_iter().flatten().collect();
        let notice = Notice { tone: Tone::Info, ..Notice::done(words.join(" ")) };

        Action::TellAndOpen(notice, Place::LettersLaidOut(Arc::new(letters)))
    }

    /// Why nobody to write to could be read, where nobody ever was.
    pub(super) fn unread(&self) -> Option<&Error> {
        self.error.as_ref().filter(|it| self.list.is_none() && !matches!(it, Error::Refused))
    }

    fn refused(&mut self, error: Error) -> Action<Message> {
        self.posting = None;
        self.error = Some(error);
        Action::None
    }
}

fn beat() -> Task<Message> {
    Task::perform(tokio::time::sleep(BEAT), |()| Message::Beat)
}

/// Where a page of a purpose begins.
fn filter(purpose: Purpose) -> LetterFilter {
    match purpose {
        Purpose::Thanks => LetterFilter::Closed { days: DAYS[1], grade: None },
        Purpose::ComplaintAnswer => LetterFilter::Answered,
        // Replies are written where enquiries are.
        Purpose::MaintenanceDue | Purpose::Reply => {
            LetterFilter::MaintenanceDue { months: MONTHS[0], category: None }
        }
    }
}

/// The grades that a list can be cut down to.
fn grades() -> impl Iterator<Item = Option<Grade>> {
    std::iter::once(None).chain(Grade::ALL.map(Some))
}

/// The machines that a list can be cut down to.
fn categories() -> impl Iterator<Item = Option<Category>> {
    std::iter::once(None).chain(Category::ALL.map(Some))
}
