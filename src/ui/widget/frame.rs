//! What a room stands in: cards, sections, the rail, the status bar, scrolling.

use std::borrow::Cow;

use iced::advanced::widget::Id;
use iced::widget::{column, container, row, rule, scrollable, space as gap, text, tooltip};
use iced::{Center, Element, Fill, Padding, Size};

use super::badge::count;
use super::bits::key_hint;
use crate::theme::style;
use crate::{Axis, Icon, Tone, fonts, group, press, size, space};

/// A sheet of paper with something on it.
pub fn card<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    container(content).padding(space::APART).width(Fill).style(style::card).into()
}

/// A card with a heading and, at the right of it, what can be done there.
pub fn section<'a, Message: 'a>(
    heading: impl text::IntoFragment<'a>,
    deeds: Option<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let heading = text(heading).size(size::LEAD).font(fonts::BOLD).width(Fill);
    // As high as a small button, and higher only where the heading needs a second line.
    let head = row![heading, gap().height(size::SMALL), deeds];
    let head = head.spacing(space::NEAR).align_y(Center);

    card(column![head, content.into()].spacing(space::SNUG))
}

/// `content` with a soft shade around it, as if it floated above the room.
pub fn lifted<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let sides = |bottom: f32| Padding { top: 0.0, right: 1.0, bottom, left: 1.0 };
    let near = container(content).padding(sides(1.0)).style(style::shade);
    let middle = container(near).padding(sides(2.0)).style(style::shade);

    container(middle).padding(sides(3.0)).style(style::shade).into()
}

/// A hairline across.
pub fn divider<'a, Message: 'a>() -> Element<'a, Message> {
    rule::horizontal(1.0).style(style::hairline).into()
}

/// Scrolls `content` up and down. `id` keeps the place when the view changes around it.
pub fn scroll<'a, Message: 'a>(
    id: impl Into<Id>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let bar = scrollable::Scrollbar::new().width(8.0).scroller_width(8.0).margin(2.0);

    scrollable(content)
        .id(id)
        .direction(scrollable::Direction::Vertical(bar))
        .width(Fill)
        .height(Fill)
        .style(style::scroll)
        .into()
}

/// `content` in the room that is `there`. Where it needs at `least` more than that, it gets it and is scrolled.
pub fn at_least<'a, Message: 'a>(
    id: impl Into<Id>,
    (there, least): (Size, Size),
    is_asking: bool,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    if there.width >= least.width && there.height >= least.height {
        return content.into();
    }
    let bar = || scrollable::Scrollbar::new().width(8.0).scroller_width(8.0).margin(2.0);
    let height = if is_asking { there.height } else { there.height.max(least.height) };
    let content = container(content).height(height);
    // The bar takes its own room, where it is the only one.
    let (direction, content) = if there.width >= least.width {
        (scrollable::Direction::Vertical(bar().spacing(0.0)), content.width(Fill))
    } else {
        let both = scrollable::Direction::Both { vertical: bar(), horizontal: bar() };
        (both, content.width(least.width))
    };

    scrollable(content)
        .id(id)
        .direction(direction)
        .width(Fill)
        .height(Fill)
        .style(style::scroll)
        .into()
}

/// A room in the rail.
#[derive(Debug, Clone)]
pub struct RailItem<'a, Message> {
    /// Its icon.
    pub icon: Icon,
    /// Its name.
    pub name: Cow<'a, str>,
    /// The key that goes there.
    pub key: Option<Cow<'a, str>>,
    /// How many wait there, with the tone of the worst.
    pub waiting: Option<(Tone, Cow<'a, str>)>,
    /// Whether it is the room on screen.
    pub selected: bool,
    /// What is said when it is pressed.
    pub on_press: Message,
}

/// The rooms at the left of the window, with `foot` at the bottom. Arrows move between them.
pub fn rail<'a, Message: Clone + 'a>(
    items: impl IntoIterator<Item = RailItem<'a, Message>>,
    foot: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    rail_of(items.into_iter().map(rail_item).collect(), foot, (size::RAIL, space::NEAR))
}

/// The same with the names below the icons, for a window narrower than [`size::SLIM`]: a small one, or one with large
/// type. All of them share the `height` there is, as long as icon and name fit.
pub fn slim_rail<'a, Message: Clone + 'a>(
    items: impl IntoIterator<Item = RailItem<'a, Message>>,
    height: f32,
) -> Element<'a, Message> {
    let items: Vec<_> = items.into_iter().collect();
    let count = f32::from(u16::try_from(items.len()).unwrap_or(u16::MAX)).max(1.0);
    let share = (height - 2.0 * space::TIGHT - (count - 1.0) * RAIL_GAP) / count;
    let share = share.clamp(size::ICON + size::CAPTION, size::BAR);

    rail_of(
        items.into_iter().map(|item| slim_item(item, share)).collect(),
        None,
        (size::SLIM_RAIL, space::TIGHT),
    )
}

/// Between the rooms of the rail.
const RAIL_GAP: f32 = 2.0;

fn rail_of<'a, Message: 'a>(
    rooms: Vec<Element<'a, Message>>,
    foot: Option<Element<'a, Message>>,
    (width, padding): (f32, f32),
) -> Element<'a, Message> {
    let rooms = iced::widget::Column::with_children(rooms).spacing(RAIL_GAP).padding(padding);
    let rooms = scrollable(group(Axis::Column, rooms))
        .direction(scrollable::Direction::Vertical(scrollable::Scrollbar::hidden()))
        .height(Fill)
        .style(style::scroll);
    let foot = foot.map(|foot| container(foot).padding(space::NEAR));

    container(column![rooms, foot]).width(width).height(Fill).style(style::rail).into()
}

fn rail_item<'a, Message: Clone + 'a>(item: RailItem<'a, Message>) -> Element<'a, Message> {
    let selected = item.selected;
    let name = text(item.name.into_owned())
        .font(if selected { fonts::BOLD } else { fonts::UI })
        .wrapping(text::Wrapping::None);
    let side = match (item.waiting, item.key) {
        (Some((tone, number)), _) => Some(count(tone, number.into_owned())),
        (None, Some(key)) => Some(key_hint(key)),
        (None, None) => None,
    };
    let content = row![item.icon.sized(size::ICON), name, gap::horizontal(), side]
        .spacing(space::NEAR)
        .align_y(Center);

    press(container(content).center_y(size::CONTROL).width(Fill))
        .on_press(item.on_press)
        .width(Fill)
        .padding(Padding::from([0.0, space::NEAR]))
        .style(move |theme, touch| style::row(selected, theme, touch))
        .into()
}

fn slim_item<'a, Message: Clone + 'a>(
    item: RailItem<'a, Message>,
    height: f32,
) -> Element<'a, Message> {
    let selected = item.selected;
    let name = item.name.into_owned();
    let tip = row![text(name.clone()).size(size::CAPTION), item.key.map(key_hint)]
        .spacing(space::NEAR)
        .align_y(Center);
    let number = item.waiting.map(|(tone, number)| count(tone, number.into_owned()));
    let sign = row![item.icon.sized(size::ICON), number].spacing(2.0).align_y(Center);
    let word = text(name)
        .size(size::CAPTION)
        .line_height(1.0)
        .font(if selected { fonts::BOLD } else { fonts::UI })
        .wrapping(text::Wrapping::None);
    let shown = column![sign, word].align_x(Center);
    let shown = press(container(shown).center_x(Fill).center_y(height))
        .on_press(item.on_press)
        .width(Fill)
        .style(move |theme, touch| style::row(selected, theme, touch));

    tooltip(
        shown,
        container(tip).padding([space::TIGHT, space::NEAR]).style(style::floating),
        tooltip::Position::Right,
    )
    .gap(space::TIGHT)
    .into()
}

/// The line at the bottom of the window.
pub fn status_bar<'a, Message: 'a>(
    items: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    let items = iced::widget::Row::with_children(items).spacing(space::FAR).align_y(Center);

    container(items)
        .padding([0.0, space::APART])
        .center_y(size::STATUS)
        .width(Fill)
        .style(style::status_bar)
        .into()
}

/// One saying of the status bar. Neutral ones keep quiet.
pub fn status_item<'a, Message: 'a>(
    icon: Icon,
    words: impl text::IntoFragment<'a>,
    tone: Tone,
) -> Element<'a, Message> {
    row![
        icon.sized(14.0).style(style::toned(tone)),
        text(words).size(size::CAPTION).style(style::toned(tone)).wrapping(text::Wrapping::None),
    ]
    .spacing(space::TIGHT + 2.0)
    .align_y(Center)
    .into()
}
