//! What can be put right in an order's head after it was taken in.

use domain::{Order, OrderId, Priority, Slot};
use engine::{CallGuide, Error, Opened, OrderEdit, OrderFile, Undo, Wrong};
use iced::widget::{column, container, operation, row, text_editor};
use iced::{Element, Task};
use ui::widget::{button, checkbox, combo, dialog, field, note};
use ui::{Suggestion, size, space};

use crate::context::Context;
use crate::screen::intake::fault_name;
use crate::shortcut::Shortcut;
use crate::{problem, reading};

/// An order's head being edited.
pub struct Editing {
    guide: CallGuide,
    category: Option<domain::Category>,
    fault: String,
    fault_code: Option<String>,
    description: text_editor::Content,
    day: String,
    time: String,
    urgent: bool,
    /// The head as it was.
    opened: Opened<OrderId, Order>,
    errors: Vec<Error>,
    /// Whether anything was typed in it.
    touched: bool,
    saving: bool,
}

/// What can happen here.
#[derive(Debug, Clone)]
pub enum Message {
    GuideRead(Result<CallGuide, Error>),
    FaultChanged(String),
    FaultPicked(usize),
    DescriptionChanged(text_editor::Action),
    DayChanged(String),
    TimeChanged(String),
    UrgentToggled(bool),
    SavePressed,
    BackPressed,
    Edited(Result<Undo, Error>),
}

/// What the file must do about it.
pub enum Outcome {
    Stay(Task<Message>),
    Close,
    Edited(Undo),
    Refused(Error),
}

const FAULT: &str = "editing-fault";

/// The message of a key that nothing else wanted.
pub fn key(shortcut: &Shortcut) -> Option<Message> {
    shortcut.saves().then_some(Message::SavePressed)
}

impl Editing {
    pub fn new(file: &OrderFile, cx: &Context) -> (Self, Task<Message>) {
        let order = &file.order;
        let fault = order.fault.clone().unwrap_or_default();
        let label = file.code(&fault).map(|code| code.labels.get(cx.locale.language().tag()));
        let shown = label.map_or_else(|| fault.clone(), |label| format!("{fault} {label}"));
        let description = order.description.as_deref().unwrap_or_default();
        let dialog = Self {
            guide: CallGuide::default(),
            category: file.appliance.as_ref().map(|appliance| appliance.category),
            fault: shown,
            fault_code: order.fault.clone(),
            description: text_editor::Content::with_text(description),
            day: order.promised.map(|slot| cx.locale.date_figures(slot.day())).unwrap_or_default(),
            time: order.promised.map(|slot| cx.locale.slot_times(slot)).unwrap_or_default(),
            urgent: order.priority == Priority::Urgent,
            opened: file.opened(),
            errors: Vec::new(),
            touched: false,
            saving: false,
        };
        let guide = Task::perform(cx.engine.call_guide(), Message::GuideRead);

        (dialog, Task::batch([guide, Self::begin()]))
    }

    pub fn is_saving(&self) -> bool {
        self.saving
    }

    /// Whether anything was typed in it that would be a pity to lose.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// The cursor goes where it begins.
    pub fn begin() -> Task<Message> {
        operation::focus(FAULT)
    }

    pub fn update(&mut self, message: Message, cx: &Context) -> Outcome {
        self.touched |= match &message {
            Message::DescriptionChanged(action) => action.is_edit(),
            Message::FaultChanged(_)
            | Message::FaultPicked(_)
            | Message::DayChanged(_)
            | Message::TimeChanged(_)
            | Message::UrgentToggled(_) => true,
            Message::GuideRead(_)
            | Message::SavePressed
            | Message::BackPressed
            | Message::Edited(_) => false,
        };
        match message {
            Message::GuideRead(guide) => self.guide = guide.unwrap_or_default(),
            Message::FaultChanged(text) => (self.fault, self.fault_code) = (text, None),
            Message::FaultPicked(at) => {
                self.fault_picked(at, cx);
                return Outcome::Stay(operation::focus_next());
            }
            Message::DescriptionChanged(action) => self.description.perform(action),
            Message::DayChanged(text) => self.day = text,
            Message::TimeChanged(text) => self.time = text,
            Message::UrgentToggled(urgent) => self.urgent = urgent,
            Message::SavePressed => return self.save(cx),
            Message::BackPressed => return Outcome::Close,
            Message::Edited(Ok(undo)) => return Outcome::Edited(undo),
            Message::Edited(Err(error @ Error::Field { .. })) => {
                (self.saving, self.errors) = (false, vec![error]);
            }
            Message::Edited(Err(error)) => {
                self.saving = false;
                return Outcome::Refused(error);
            }
        }
        Outcome::Stay(Task::none())
    }

    fn fault_picked(&mut self, at: usize, cx: &Context) {
        let faults = self.guide.faults(self.category, &self.fault);
        let Some(code) = faults.get(at) else { return };
        let label = code.labels.get(cx.locale.language().tag());
        let (shown, code) = (format!("{} {label}", code.code), code.code.clone());
        (self.fault, self.fault_code) = (shown, Some(code));
    }

    fn save(&mut self, cx: &Context) -> Outcome {
        if self.saving {
            return Outcome::Stay(Task::none());
        }
        match self.read(cx) {
            Ok(edit) => {
                self.saving = true;
                self.errors.clear();
                let edited = cx.engine.edit_order(self.opened.clone(), edit);
                Outcome::Stay(Task::perform(edited, Message::Edited))
            }
            Err(errors) => {
                self.errors = errors;
                Outcome::Stay(Task::none())
            }
        }
    }

    fn read(&self, cx: &Context) -> Result<OrderEdit, Vec<Error>> {
        let mut errors = Vec::new();
        let typed = self.fault.trim();
        let fault = self
            .fault_code
            .clone()
            .or_else(|| self.guide.fault(typed).map(|code| code.code.clone()));
        if fault.is_none() && !typed.is_empty() {
            errors.push(Error::field("fault", Wrong::Unknown));
        }
        let promised = self.promised(cx).unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        let description = self.description.text().trim().to_owned();
        let priority = if self.urgent { Priority::Urgent } else { Priority::Normal };
        let description = (!description.is_empty()).then_some(description);

        if errors.is_empty() {
            Ok(OrderEdit { description, fault, priority, promised })
        } else {
            Err(errors)
        }
    }

    /// The day that is understood. One that was promised before today stays as it was written.
    fn promised_day(&self, cx: &Context) -> Option<chrono::NaiveDate> {
        let today = cx.engine.clock().today();
        let coming = || reading::coming_day(&reading::as_said(&self.day, &cx.locale, today), today);

        self.day.trim().parse().ok().or_else(coming)
    }

    fn promised(&self, cx: &Context) -> Result<Option<Slot>, Error> {
        if self.day.trim().is_empty() {
            let timeless = self.time.trim().is_empty();
            return if timeless { Ok(None) } else { Err(Error::field("day", Wrong::Missing)) };
        }
        let day = self.promised_day(cx);
        let day = day.ok_or_else(|| Error::field("day", Wrong::Unreadable))?;
        let slot = match self.time.trim() {
            "" => Some(Slot::of_day(day)),
            time => reading::stretch(time).and_then(|(from, to)| Slot::new(day, from, to).ok()),
        };
        let slot = slot.ok_or_else(|| Error::field("time", Wrong::Unreadable))?;
        let clock = cx.engine.clock();
        if Some(slot) != self.opened.record.promised && slot.is_over(clock.now(), clock.offset()) {
            return Err(Error::field("day", Wrong::Over));
        }

        Ok(Some(slot))
    }

    pub fn view<'a>(&'a self, cx: &'a Context) -> Element<'a, Message> {
        let locale = &cx.locale;
        let tag = locale.language().tag();
        let wrong = |field: &str| {
            self.errors.iter().find_map(|error| problem::beside(field, Some(error), locale))
        };
        let chosen = self.fault_code.is_some();
        let faults = self.guide.faults(self.category, &self.fault);
        let faults = faults.into_iter().filter(|_| !chosen);
        let faults = faults.map(|code| Suggestion::new(fault_name(code, tag)));
        let fault =
            combo(locale.code_fault(), &locale.intake_fault_hint(), &self.fault, faults.collect())
                .id(FAULT)
                .error(wrong("fault"))
                .on_input(Message::FaultChanged)
                .on_pick(Message::FaultPicked)
                .eager();
        let words = note(locale.intake_description(), &self.description)
            .lines(4)
            .error(wrong("description"))
            .on_action(Message::DescriptionChanged);
        let today = cx.engine.clock().today();
        let understood = self.promised_day(cx).map(|day| reading::told(day, today, locale));
        let day = field(locale.intake_day(), &self.day)
            .error(wrong("day"))
            .hint(understood.unwrap_or_else(|| locale.intake_day_hint()))
            .on_input(Message::DayChanged);
        let time = field(locale.intake_time(), &self.time)
            .error(wrong("time"))
            .hint(locale.intake_time_hint())
            .on_input(Message::TimeChanged);
        let urgent = checkbox(locale.source_urgent(), self.urgent, Some(Message::UrgentToggled));
        let promised = row![
            Element::from(day),
            Element::from(time),
            ui::widget::labelled(
                " ",
                container(urgent).center_y(size::CONTROL),
                None,
                None,
                iced::Shrink
            )
        ]
        .spacing(space::SNUG);

        dialog(
            locale.order_edit_title(),
            column![Element::from(fault), Element::from(words), promised].spacing(space::SNUG),
            vec![
                button(locale.action_back()).key("Esc").on_press(Message::BackPressed).into(),
                button(locale.action_save())
                    .primary()
                    .key("F10")
                    .on_press_maybe((!self.saving).then_some(Message::SavePressed))
                    .into(),
            ],
        )
    }
}
