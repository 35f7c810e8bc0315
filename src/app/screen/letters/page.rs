//! The first page of a paper, as wide as its pane.

use engine::Paper;
use iced::widget::{center, container, responsive, scrollable};
use iced::{Element, Fill};
use ui::{space, theme};

use crate::screen::preview::sheet::sheet;

/// The paper's first page, drawn as it is printed; it scrolls where the pane is low.
pub fn first_page<'a, Message: 'a>(paper: &'a Paper) -> Element<'a, Message> {
    let Some(page) = paper.pages.first() else { return container("").into() };
    let fitted = responsive(move |room| {
        let scale = (room.width - space::FAR * 2.0).max(space::FAR) / page.width;
        let drawn = container(sheet(page, scale)).padding([space::APART, space::FAR]);
        scrollable(drawn).width(Fill).height(Fill).style(theme::style::scroll).into()
    });

    container(fitted).width(Fill).height(Fill).style(theme::style::well).into()
}

/// A pane without a paper.
pub fn no_page<'a, Message: 'a>(words: String) -> Element<'a, Message> {
    let words = iced::widget::text(words).style(theme::style::muted);

    container(center(words)).width(Fill).height(Fill).style(theme::style::well).into()
}
