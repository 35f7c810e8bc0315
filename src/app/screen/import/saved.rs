//! Mappings that were saved: picked by name, and never lost by chance.

use engine::{Inspection, Mapping};
use iced::widget::{column, operation, text};
use iced::{Element, Task};
use ui::space;
use ui::widget::{button, choice, columns, dialog, field};

use super::{Import, Message};
use crate::action::Action;
use crate::context::Context;

/// The least width of a name.
const NAME: f32 = ui::size::FIELD;

impl Import {
    pub const NAME: &'static str = "import-mapping-name";

    /// The saved mapping with this number among those that fit.
    pub(super) fn saved_picked(&mut self, at: usize) -> Action<Message> {
        let Some(inspection) = &self.inspection else { return Action::None };
        let picked = fitting(inspection).nth(at).cloned();
        if let Some(picked) = picked {
            self.watch_results(|inspection| inspection.mapping = picked);
            (self.report, self.error, self.open_from) = (None, None, None);
        }
        Action::None
    }

    /// Whether another mapping would be lost if this one were saved.
    pub(super) fn would_replace(&self) -> bool {
        let Some(Inspection { mapping, saved, .. }) = &self.inspection else { return false };
        let name = mapping.name.trim();
        let known = saved.iter().find(|known| known.name == name);
        let named = Mapping { name: name.to_owned(), ..mapping.clone() };

        known.is_some_and(|known| !known.does_the_same(&named))
    }

    /// What was saved with the last run is there to be picked.
    pub(super) fn remember(&mut self) {
        let Some(Inspection { mapping, saved, .. }) = &mut self.inspection else { return };
        let named = Mapping { name: mapping.name.trim().to_owned(), ..mapping.clone() };
        if named.name.is_empty() {
            return;
        }
        saved.retain(|known| known.name != named.name);
        saved.push(named);
        saved.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Nothing is replaced: another name can be typed.
    pub(super) fn replacing_dropped(&mut self) -> Action<Message> {
        self.asking = false;

        Action::Run(operation::focus(Self::NAME))
    }

    pub(super) fn replacing_confirmed(&mut self, cx: &Context) -> Action<Message> {
        if !std::mem::take(&mut self.asking) {
            return Action::None;
        }
        let run = self.begin(false, true, cx);

        Action::Run(run.unwrap_or_else(Task::none))
    }

    /// Asks before a mapping is lost.
    pub(super) fn question<'a>(&'a self, cx: &'a Context) -> Option<Element<'a, Message>> {
        let locale = &cx.locale;
        let inspection = self.inspection.as_ref().filter(|_| self.asking)?;
        let back = button(locale.action_back()).key("Esc").on_press(Message::ReplacingDropped);
        let replace =
            button(locale.import_mapping_replace()).danger().on_press(Message::ReplacingConfirmed);

        Some(dialog(
            locale.import_mapping_replace_title(inspection.mapping.name.trim()),
            text(locale.import_mapping_replace_words()),
            vec![back.into(), replace.into()],
        ))
    }
}

/// The mapping's name, and the saved ones that can be taken in its place.
pub fn view<'a>(inspection: &'a Inspection, cx: &'a Context) -> Element<'a, Message> {
    let locale = &cx.locale;
    let name = field(locale.import_mapping_name(), &inspection.mapping.name)
        .id(Import::NAME)
        .on_input(Message::NameChanged)
        .hint(locale.import_mapping_hint());
    let others = inspection.saved.iter().filter(|saved| !saved.fits(&inspection.headers)).count();
    let here = fitting(inspection).position(|saved| saved.does_the_same(&inspection.mapping));
    let names = fitting(inspection).map(|saved| saved.name.as_str());
    let saved = choice(locale.import_mapping_saved(), names, here)
        .none(locale.list_no_match())
        .placeholder(locale.import_mapping_none())
        .on_pick(Message::SavedPicked);
    let saved = match others {
        0 => saved,
        others => saved.hint(locale.import_mapping_others(others)),
    };
    let saved = (!inspection.saved.is_empty()).then(|| Element::from(saved));
    let name = Element::from(name);

    column![columns(NAME, saved.into_iter().chain([name]))].spacing(space::SNUG).into()
}

/// The saved mappings that ask for nothing this table has not.
fn fitting(inspection: &Inspection) -> impl Iterator<Item = &Mapping> {
    inspection.saved.iter().filter(|saved| saved.fits(&inspection.headers))
}
