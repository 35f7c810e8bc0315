//! One line to type in: its label above, what is wrong with it below.

use std::borrow::Cow;
use std::rc::Rc;

use iced::advanced::widget::Id;
use iced::widget::text::Style;
use iced::widget::{Text, row, text, text_input};
use iced::{Color, Element, Length, Padding};

use crate::captioned::{Captioned, Parts};
use crate::theme::{Tone, style};
use crate::typing::{OnInput, typing, typing_to_save};
use crate::{Icon, fonts, icon, size, space};

/// A field that is being made.
pub struct Field<'a, Message> {
    label: Cow<'a, str>,
    input: text_input::TextInput<'a, Message>,
    value: String,
    on_input: Option<OnInput<'a, Message>>,
    on_leave: Option<Message>,
    /// Whether Enter does the deed of the form.
    saves: bool,
    error: Option<Cow<'a, str>>,
    marked: bool,
    hint: Option<Cow<'a, str>>,
    width: Length,
}

/// A field with its label above, holding `value`. An empty label takes no room. Without
/// [`Field::on_input`] it is disabled.
pub fn field<'a, Message: Clone + 'a>(
    label: impl Into<Cow<'a, str>>,
    value: &str,
) -> Field<'a, Message> {
    placeholding(label.into(), "", value)
}

fn placeholding<'a, Message: Clone + 'a>(
    label: Cow<'a, str>,
    placeholder: &str,
    value: &str,
) -> Field<'a, Message> {
    let input = text_input(placeholder, value)
        .size(size::BODY)
        .padding(inner_padding())
        .line_height(text::LineHeight::Absolute(size::ICON.into()));

    let value = value.to_owned();

    Field {
        label,
        input,
        value,
        on_input: None,
        on_leave: None,
        saves: false,
        error: None,
        marked: false,
        hint: None,
        width: Length::Fill,
    }
}

/// The padding that makes a line of text as high as a button.
pub(super) fn inner_padding() -> Padding {
    Padding::from([(size::CONTROL - size::ICON) / 2.0, space::NEAR])
}

impl<'a, Message: Clone + 'a> Field<'a, Message> {
    /// What is said when its text changes.
    #[must_use]
    pub fn on_input(self, on_input: impl Fn(String) -> Message + 'a) -> Self {
        let on_input: OnInput<'a, Message> = Rc::new(on_input);
        let said = Rc::clone(&on_input);

        Self {
            input: self.input.on_input(move |text| said(text)),
            on_input: Some(on_input),
            ..self
        }
    }

    /// What is said when the cursor has left it.
    #[must_use]
    pub fn on_leave(self, message: Message) -> Self {
        Self { on_leave: Some(message), ..self }
    }

    /// What is said on Enter.
    #[must_use]
    pub fn on_submit(self, message: Message) -> Self {
        Self { input: self.input.on_submit(message), ..self }
    }

    /// What is said on Enter, which does the deed of the form: not while something that is chosen fits nothing.
    #[must_use]
    pub fn on_save(self, message: Message) -> Self {
        Self { saves: true, ..self.on_submit(message) }
    }

    /// What is said on Enter, if anything.
    #[must_use]
    pub fn on_submit_maybe(self, message: Option<Message>) -> Self {
        Self { input: self.input.on_submit_maybe(message), ..self }
    }

    /// What is wrong with it, and what to do.
    #[must_use]
    pub fn error(self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        Self { error: error.map(Into::into), ..self }
    }

    /// Whether something is wrong with it that is said elsewhere.
    #[must_use]
    pub fn marked(self, marked: bool) -> Self {
        Self { marked, ..self }
    }

    /// What to put in, below it.
    #[must_use]
    pub fn hint(self, hint: impl Into<Cow<'a, str>>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The name by which an operation can focus it.
    #[must_use]
    pub fn id(self, id: impl Into<Id>) -> Self {
        Self { input: self.input.id(id), ..self }
    }

    /// Its width.
    #[must_use]
    pub fn width(self, width: impl Into<Length>) -> Self {
        Self { width: width.into(), ..self }
    }

    /// Hides what is typed, for a PIN, and remembers none of it.
    #[must_use]
    pub fn secret(self) -> Self {
        Self { input: self.input.secure(true), value: String::new(), on_input: None, ..self }
    }

    /// An icon at its start.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self { input: self.input.icon(letter(icon)), ..self }
    }

    /// Numbers stand at the right.
    #[must_use]
    pub fn right(self) -> Self {
        Self { input: self.input.align_x(iced::Right), ..self }
    }
}

/// An icon as iced's text input wants it.
pub(super) fn letter(icon: Icon) -> text_input::Icon<iced::Font> {
    text_input::Icon {
        font: fonts::ICON,
        code_point: icon.letter(),
        size: Some(size::ICON.into()),
        spacing: space::NEAR,
        side: text_input::Side::Left,
    }
}

impl<'a, Message: Clone + 'a> From<Field<'a, Message>> for Element<'a, Message> {
    fn from(field: Field<'a, Message>) -> Self {
        let wrong = field.marked || field.error.is_some();
        let input = field.input.style(style::input(wrong)).width(Length::Fill);
        let typing = if field.saves { typing_to_save } else { typing };
        let input = typing(input, field.value, field.on_input, field.on_leave);

        labelled(field.label, input, field.error, field.hint, field.width)
    }
}

/// The height of one line of what is wrong. It is a little more than the letters, which hang lower than they stand.
const ERROR_LINE: f32 = size::CAPTION * ERROR_HEIGHT;
/// How far the lines of what is wrong are apart, in heights of its letters.
const ERROR_HEIGHT: f32 = 1.1;

/// Puts a label above a control, and beside the label what is wrong, where one line is enough for that, else below the
/// control in place of what to put in. Nothing moves when it appears, unless it needs several lines.
pub fn labelled<'a, Message: 'a>(
    label: impl Into<Cow<'a, str>>,
    control: impl Into<Element<'a, Message>>,
    error: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    width: impl Into<Length>,
) -> Element<'a, Message> {
    arranged(label.into(), control.into(), error, hint.map(|hint| hint_line(hint, || false)), width)
}

/// What to put in, below a field; not seen while it `hides`.
pub(super) fn hint_line<'a>(hint: Cow<'a, str>, hides: impl Fn() -> bool + 'a) -> Text<'a> {
    text(hint.into_owned()).size(size::CAPTION).style(move |theme| {
        if hides() { Style { color: Some(Color::TRANSPARENT) } } else { style::muted(theme) }
    })
}

/// The same for a hint that knows by itself whether it is seen.
pub(super) fn arranged<'a, Message: 'a>(
    label: Cow<'a, str>,
    control: Element<'a, Message>,
    error: Option<Cow<'a, str>>,
    hint: Option<Text<'a>>,
    width: impl Into<Length>,
) -> Element<'a, Message> {
    let label = (!label.is_empty())
        .then(|| text(label.into_owned()).size(size::CAPTION).style(style::muted));
    let parts = Parts {
        control,
        label: label.map(Element::from),
        error: error.map(problem),
        hint: hint.map(Element::from),
    };

    Element::new(Captioned::new(parts, width.into(), ERROR_LINE))
}

/// What is wrong with something, in words and with a sign, on as many lines as it needs.
fn problem<'a, Message: 'a>(problem: Cow<'a, str>) -> Element<'a, Message> {
    let words = text(problem.into_owned()).size(size::CAPTION).line_height(ERROR_HEIGHT);
    let words = words.style(style::toned(Tone::Danger)).width(Length::Fill);

    row![icon::alert().sized(size::CAPTION).style(style::toned(Tone::Danger)), words]
        .spacing(space::TIGHT)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::ui;

    /// How far below a field the next thing stands, and how high what is wrong with it is.
    fn below(width: f32, error: Option<&'static str>) -> (f32, f32) {
        let field = field("day", "soon").on_input(|_| ()).error(error).width(width);
        let view = iced::widget::column![Element::from(field), text("next")].spacing(space::SNUG);
        let mut ui = ui(crate::root(view));
        let next = ui.find("next").expect("it is there").bounds().y;
        let height =
            error.map_or(0.0, |words| ui.find(words).expect("it is there").bounds().height);

        (next, height)
    }

    #[test]
    fn what_is_wrong_moves_nothing_unless_it_needs_more_than_a_line() {
        let wrong = "a day such as 2026-11-21, or tomorrow, or the day after";
        let (plain, _) = below(160.0, None);
        let (short, line) = below(480.0, Some(wrong));
        let (long, lines) = below(160.0, Some(wrong));

        assert!((short - plain).abs() < 1.0, "{short} {plain}");
        assert!(lines > 1.5 * line, "it is whole: {lines} {line}");
        let field = plain - space::SNUG;
        let air = long - field - lines;
        assert!(air > space::NEAR - 0.1, "{long}: {lines} have room, and air to both sides");
    }

    #[test]
    fn what_is_wrong_stands_beside_the_label_where_there_is_room() {
        let words = "not a day";
        let place = |label: &'static str| {
            let field = field(label, "soon").on_input(|_| ()).error(Some(words)).width(160.0);
            let mut ui = ui(crate::root(iced::widget::column![Element::from(field)]));
            ui.find(words).expect("it is there").bounds().y
        };

        assert!(place("day") < size::LINE, "above the field");
        assert!(place("the day that was agreed") > size::CONTROL, "below it");
        assert!(place("") > size::CONTROL - 1.0, "below it");
    }
}
