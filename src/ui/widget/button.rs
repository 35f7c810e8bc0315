//! Buttons: words, an icon or both, with the key that does the same.

use std::borrow::Cow;

use iced::advanced::widget::Id;
use iced::widget::{row, text, tooltip};
use iced::{Center, Element, Length};

use crate::theme::style::{self, Weight};
use crate::widget::key_hint;
use crate::{Icon, press, size, space};

/// The key that saves in every room.
const SAVE: &str = "F10";

/// A button that is being made.
pub struct Button<'a, Message> {
    label: Cow<'a, str>,
    words: bool,
    icon: Option<Icon>,
    weight: Weight,
    on_press: Option<Message>,
    key: Option<Cow<'a, str>>,
    tip: Option<Cow<'a, str>>,
    id: Option<Id>,
    width: Length,
    small: bool,
}

/// A button with words; without [`Button::on_press`] it is disabled.
pub fn button<'a, Message>(label: impl Into<Cow<'a, str>>) -> Button<'a, Message> {
    Button {
        label: label.into(),
        words: true,
        icon: None,
        weight: Weight::Secondary,
        on_press: None,
        key: None,
        tip: None,
        id: None,
        width: Length::Shrink,
        small: false,
    }
}

/// A button that shows an icon only; its name is shown when the pointer rests on it, and is what
/// tests find it by.
pub fn icon_button<'a, Message>(icon: Icon, name: impl Into<Cow<'a, str>>) -> Button<'a, Message> {
    Button { words: false, ..button(name).icon(icon).quiet() }
}

impl<'a, Message> Button<'a, Message> {
    /// An icon before the words.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { icon: Some(icon), ..self }
    }

    /// The one thing to do here.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { weight: Weight::Primary, ..self }
    }

    /// A button without an edge.
    #[must_use]
    pub fn quiet(self) -> Self {
        Self { weight: Weight::Quiet, ..self }
    }

    /// A button that takes away.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { weight: Weight::Danger, ..self }
    }

    /// A button that leads back to what was begun.
    #[must_use]
    pub fn waiting(self) -> Self {
        Self { weight: Weight::Waiting, ..self }
    }

    /// What is said when it is pressed.
    #[must_use]
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    /// What is said when it is pressed, or that it cannot be pressed now.
    #[must_use]
    pub fn on_press_maybe(self, on_press: Option<Message>) -> Self {
        Self { on_press, ..self }
    }

    /// The key that does the same, shown in the tooltip. The room must listen to it.
    #[must_use]
    pub fn key(self, key: impl Into<Cow<'a, str>>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// More words, shown when the pointer rests on it.
    #[must_use]
    pub fn tip(self, tip: impl Into<Cow<'a, str>>) -> Self {
        Self { tip: Some(tip.into()), ..self }
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Its width.
    #[must_use]
    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { width: width.into(), ..self }
    }

    /// A button for inside a row or a banner.
    #[must_use]
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }
}

impl<'a, Message: Clone + 'a> From<Button<'a, Message>> for Element<'a, Message> {
    fn from(button: Button<'a, Message>) -> Self {
        let (height, side, letters) = if button.small {
            (size::SMALL, space::NEAR, size::CAPTION)
        } else {
            (size::CONTROL, space::SNUG, size::BODY)
        };
        let icon = button.icon.map(|icon| icon.sized(if button.small { 14.0 } else { size::ICON }));
        let tip = button.tip.or_else(|| (!button.words).then(|| button.label.clone()));
        let name = (!button.words).then(|| button.label.to_string());
        let words = button
            .words
            .then(|| text(button.label.into_owned()).size(letters).wrapping(text::Wrapping::None));
        let side = if words.is_some() { side } else { (height - size::ICON) / 2.0 };
        let content = iced::widget::container(
            row![icon, words]
                .spacing(if button.small { space::TIGHT } else { space::NEAR })
                .align_y(Center),
        )
        .center_x(if button.width == Length::Shrink { Length::Shrink } else { Length::Fill })
        .center_y(height);

        let deed = button.weight == Weight::Primary || button.key.as_deref() == Some(SAVE);
        let mut pressable = press(content)
            .deed(deed)
            .on_press_maybe(button.on_press)
            .width(button.width)
            .height(height)
            .padding([0.0, side])
            .style(move |theme, touch| style::button(button.weight, theme, touch));
        if button.weight != Weight::Primary {
            pressable = pressable.aside();
        }
        if let Some(id) = button.id {
            pressable = pressable.id(id);
        }
        if let Some(name) = name {
            pressable = pressable.name(name);
        }
        hint(pressable.into(), tip, button.key)
    }
}

/// Puts a tooltip on `content` where there is something to say.
fn hint<'a, Message: 'a>(
    content: Element<'a, Message>,
    tip: Option<Cow<'a, str>>,
    key: Option<Cow<'a, str>>,
) -> Element<'a, Message> {
    if tip.is_none() && key.is_none() {
        return content;
    }
    let tip = tip.map(|tip| text(tip.into_owned()).size(size::CAPTION));
    let shown = row![tip, key.map(key_hint)].spacing(space::NEAR).align_y(Center);
    let shown =
        iced::widget::container(shown).padding([space::TIGHT, space::NEAR]).style(style::floating);

    tooltip(content, shown, tooltip::Position::Bottom)
        .gap(space::TIGHT)
        .delay(std::time::Duration::from_millis(400))
        .into()
}
