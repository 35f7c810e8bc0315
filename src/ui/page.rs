//! What is scrolled without a wheel: by the keys of the page wherever the focus is, and to a place that a room names.

use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Rectangle, Task, Vector};
use iced_runtime::{Action, task};

use crate::focus::{Ground, Path, Scroll, Scrolled, revealed};

/// So much of what was seen is still seen on the next page.
const KEPT: f32 = 40.0;

/// Scrolls whatever is around the part of the view with this name until that can be seen.
pub fn show<Message>(part: impl Into<Id>) -> Task<Message> {
    let show = Show { part: part.into(), path: Path::default(), found: None };

    // Nobody waits for it.
    task::effect(Action::widget(show))
}

struct Show {
    part: Id,
    path: Path,
    found: Option<(Rectangle, Vec<Scrolled>)>,
}

impl Operation for Show {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.path.enter();
        operate(self);
        self.path.leave(entered);
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.path.plain();
        if id == Some(&self.part) {
            self.found = Some((bounds, self.path.around.clone()));
        }
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.path.scrollable(bounds, translation);
    }

    fn finish(&self) -> Outcome<()> {
        let offsets = self.found.as_ref().map(|(place, around)| revealed(*place, around));

        match offsets.filter(|offsets| !offsets.is_empty()) {
            Some(offsets) => Outcome::Chain(Box::new(Scroll::to(offsets))),
            None => Outcome::None,
        }
    }
}

/// How a key turns the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    Up,
    Down,
    Top,
    Bottom,
}

impl Turn {
    /// What a key does to the page where no control wanted it.
    pub fn read(key: &Key, modifiers: Modifiers) -> Option<Self> {
        let Key::Named(named) = key else { return None };
        if !(modifiers.is_empty() || modifiers == Modifiers::COMMAND) {
            return None;
        }
        match named {
            Named::PageUp => Some(Self::Up),
            Named::PageDown => Some(Self::Down),
            Named::Home => Some(Self::Top),
            Named::End => Some(Self::Bottom),
            _ => None,
        }
    }

    /// What it does whatever control has the focus: Ctrl and a key that goes by pages.
    pub fn read_held(key: &Key, modifiers: Modifiers) -> Option<Self> {
        Self::read(key, modifiers)
            .filter(|turn| modifiers == Modifiers::COMMAND && matches!(turn, Self::Up | Self::Down))
    }

    fn is_up(self) -> bool {
        matches!(self, Self::Up | Self::Top)
    }
}

/// Turns the page: that around the focus, and where that is none or at its end, the largest that there is. Answers
/// whether anything moved.
pub(crate) fn turn(ground: &mut impl Ground, turn: Turn) -> bool {
    let mut look = Look::default();
    ground.run(&mut look);
    let Some(page) = look.page(turn) else { return false };
    ground.run(&mut Scroll::to(vec![(page.number, page.turned(turn))]));

    true
}

/// Something that may be scrolled.
struct Page {
    number: usize,
    window: Rectangle,
    now: Vector,
    /// How far it can be.
    most: f32,
    /// How many others it lies in.
    depth: usize,
    has_focus: bool,
}

impl Page {
    fn can(&self, turn: Turn) -> bool {
        if turn.is_up() { self.now.y > 0.5 } else { self.now.y < self.most - 0.5 }
    }

    fn turned(&self, turn: Turn) -> scrollable::AbsoluteOffset {
        let step = (self.window.height - KEPT).max(KEPT);
        let y = match turn {
            Turn::Up => self.now.y - step,
            Turn::Down => self.now.y + step,
            Turn::Top => 0.0,
            Turn::Bottom => self.most,
        };

        scrollable::AbsoluteOffset { x: self.now.x, y: y.clamp(0.0, self.most) }
    }
}

#[derive(Default)]
struct Look {
    pages: Vec<Page>,
    path: Path,
}

impl Look {
    fn page(&self, turn: Turn) -> Option<&Page> {
        let able = || self.pages.iter().filter(|page| page.can(turn));
        let around = able().filter(|page| page.has_focus).max_by_key(|page| page.depth);
        let area = |page: &Page| page.window.width * page.window.height;
        let largest = able().map(area).fold(0.0, f32::max);
        // What lies within another comes first, unless it is but a corner.
        let within = able().filter(|page| area(page) * 4.0 >= largest);
        let by_depth = |one: &&Page, other: &&Page| {
            one.depth.cmp(&other.depth).then(area(one).total_cmp(&area(other)))
        };

        around.or_else(|| within.max_by(by_depth))
    }
}

impl Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.path.enter();
        operate(self);
        self.path.leave(entered);
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.path.plain();
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        window: Rectangle,
        content: Rectangle,
        now: Vector,
        _state: &mut dyn Scrollable,
    ) {
        let depth = self.path.around.len();
        let number = self.path.scrollable(window, now);
        let most = (content.height - window.height).max(0.0);
        self.pages.push(Page { number, window, now, most, depth, has_focus: false });
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            for (number, ..) in &self.path.around {
                self.pages[*number].has_focus = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use iced::widget::{column, container, text};
    use iced::{Element, Renderer, Size};
    use iced_test::runtime::user_interface::{Cache, UserInterface};

    use crate::testing::pressed;
    use crate::widget::{button, dialog, modal, scroll};

    use super::*;

    fn lines(name: &str) -> Element<'_, &'static str> {
        let lines = (0..40).map(|at| text(format!("{name} {at}")).into());

        iced::widget::Column::with_children(lines).into()
    }

    fn desk<'a>(view: Element<'a, &'static str>) -> iced_test::Simulator<'a, &'static str> {
        crate::fonts::install("zh-CN");

        iced_test::Simulator::with_size(crate::settings(), Size::new(400.0, 300.0), view)
    }

    #[test]
    fn keys_of_the_page_scroll_it_wherever_the_focus_is() {
        let page = scroll("page", lines("line"));
        let mut ui = desk(crate::root(column![button("save").on_press("saved"), page]));
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::PageDown);
        assert!(ui.find("line 0").is_ok_and(|at| at.visible_bounds().is_none()));
        pressed(&mut ui, Named::End);
        assert!(ui.find("line 39").is_ok_and(|at| at.visible_bounds().is_some()));
        pressed(&mut ui, Named::Home);
        assert!(ui.find("line 0").is_ok_and(|at| at.visible_bounds().is_some()));
    }

    #[test]
    fn they_scroll_an_open_dialog_and_nothing_behind_it() {
        let buttons = vec![button("close").on_press("closed").into()];
        let help = dialog("keys", lines("key"), buttons);
        let room = scroll("room", lines("line"));
        let mut ui = desk(crate::root(modal(room, Some(help), Some("closed"))));
        pressed(&mut ui, Named::PageDown);
        assert!(ui.find("key 0").is_ok_and(|at| at.visible_bounds().is_none()));
        assert_eq!(ui.into_messages().count(), 0);
    }

    #[test]
    fn a_part_that_is_named_is_shown() {
        crate::fonts::install("zh-CN");
        let named = container(text("here")).id("part");
        let page = scroll("page", column![lines("line"), named, lines("more")]);
        let mut renderer = Renderer::new(crate::fonts::UI, crate::size::BODY.into());
        let size = Size::new(400.0, 300.0);
        let view = crate::root::<&'static str>(page);
        let mut ui = UserInterface::build(view, size, Cache::new(), &mut renderer);
        let mut show = Show { part: "part".into(), path: Path::default(), found: None };
        ui.operate(&renderer, &mut show);
        let Outcome::Chain(mut scroll) = show.finish() else { panic!("it is below") };
        ui.operate(&renderer, scroll.as_mut());
        let mut look = Look::default();
        ui.operate(&renderer, &mut look);

        assert!(look.pages[0].now.y > 300.0, "{}", look.pages[0].now.y);
    }
}
