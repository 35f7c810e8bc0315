//! The tick boxes of the paper, each with the figure that is typed for it.

use iced::widget::{container, row, text};
use iced::{Center, Element, border};
use ui::widget::key_hint;
use ui::{Axis, lettered, press, size, space, theme};

/// Boxes of which one may be ticked. The cursor stands in that one, or in the first; a figure that is typed
/// there, and a press, tell `on_pick` the figure. Words that are begun there tell `on_word` their first letter.
pub fn boxes<'a, Message: Clone + 'a>(
    choices: impl Iterator<Item = (String, usize)>,
    (id, ticked): (&'static str, Option<usize>),
    on_pick: impl Fn(usize) -> Message + 'a,
    on_word: Option<fn(char) -> Message>,
) -> Element<'a, Message> {
    let mut shown = Vec::new();
    for (words, figure) in choices {
        let here = ticked == Some(figure);
        let words =
            row![key_hint(figure.to_string()), text(words)].spacing(space::NEAR).align_y(Center);
        let one = press(container(words).center_y(size::CONTROL))
            .on_press(on_pick(figure))
            .padding([space::NONE, space::SNUG])
            .style(move |theme, touch| {
                let colors = theme::colors(theme);
                let face = theme::style::row(here, theme, touch);
                let edge = if here { colors.accent } else { colors.line };
                let border = border::rounded(size::ROUND).color(edge).width(1.0);
                iced::widget::button::Style { border, ..face }
            });
        let cursor = here || (ticked.is_none() && shown.is_empty());
        shown.push(if cursor { one.id(id).into() } else { one.by_arrows(true).into() });
    }
    let shown = iced::widget::Row::with_children(shown).spacing(space::NEAR).wrap();

    lettered(Axis::Row, shown, move |letter| match letter.to_digit(10) {
        Some(figure) => usize::try_from(figure).ok().map(&on_pick),
        None => on_word.map(|tell| tell(letter)),
    })
}
