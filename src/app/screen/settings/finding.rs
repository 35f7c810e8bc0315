//! The parts of a page, as they are looked for: by number, bar code, name, pinyin and initials.

use domain::{Part, PartId};
use engine::Keys;
use iced::Element;
use ui::widget::field;
use ui::{icon, size};

use crate::context::Context;

/// What is looked for, and what was found.
#[derive(Default)]
pub struct Finding {
    text: String,
    keys: Vec<Keys>,
    /// Places in the list of parts, best first.
    found: Vec<usize>,
}

impl Finding {
    /// The parts as they are now.
    pub fn arrived(&mut self, parts: &[(PartId, Part)]) {
        self.keys = parts.iter().map(|(_, part)| Keys::of_part(part)).collect();
        self.find();
    }

    pub fn typed(&mut self, text: String) {
        self.text = text;
        self.find();
    }

    /// Shows all of them again.
    pub fn clear(&mut self) {
        self.typed(String::new());
    }

    /// Which parts, by their places in the list.
    pub fn found(&self) -> &[usize] {
        &self.found
    }

    fn find(&mut self) {
        self.found = Keys::find(&self.keys, |keys| keys, &self.text, self.keys.len());
    }

    /// Where it is typed.
    pub fn field<'a, Message: Clone + 'a>(
        &'a self,
        on_input: impl Fn(String) -> Message + 'a,
        cx: &'a Context,
    ) -> Element<'a, Message> {
        field(cx.locale.prices_part_find(), &self.text)
            .width(size::SIDE)
            .hint(cx.locale.catalogue_find_hint())
            .icon(icon::search())
            .on_input(on_input)
            .into()
    }
}
