//! A deed that its button does not do while something stands in a list of options that fits none of them: the pointer is
//! held back by it as F10 is.

use std::any::Any;

use iced::advanced::mouse;
use iced::advanced::widget::operation::Focusable;
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::{self, key};
use iced::{Event, Rectangle};

use crate::focus::Ground;

/// What a list of options says before it says that it can have the focus, if what stands there fits nothing and its room
/// was not told.
pub(crate) struct Unfit;

/// What the button of a deed says of itself.
pub(crate) struct Deed {
    /// Whether the pointer was pressed on it and not yet let go.
    pub held: bool,
    /// Whether it has the focus and Enter would press it.
    pub focused: bool,
    /// Whether Space does the same: in a field it is a letter.
    pub by_space: bool,
}

/// Whether an event would do a deed although something on the ground fits nothing. Then the focus goes there.
pub(crate) fn holds_back(event: &Event, ground: &mut impl Ground) -> bool {
    let Some(by) = By::read(event) else { return false };
    let mut look = Look { by, deed: false, unfit: false };
    ground.run(&mut look);
    if !(look.deed && look.unfit) {
        return false;
    }
    ground.run(&mut Lead::default());

    true
}

/// What does a deed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Pointer,
    Enter,
    Space,
}

impl By {
    fn read(event: &Event) -> Option<Self> {
        use key::Named::{Enter, Space};

        match event {
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => Some(Self::Pointer),
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: keyboard::Key::Named(key @ (Space | Enter)),
                modifiers,
                ..
            }) if modifiers.is_empty() => {
                Some(if *key == Enter { Self::Enter } else { Self::Space })
            }
            _ => None,
        }
    }
}

struct Look {
    by: By,
    deed: bool,
    unfit: bool,
}

impl Operation for Look {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        self.unfit |= (*state).is::<Unfit>();
        self.deed |= state.downcast_ref::<Deed>().is_some_and(|deed| match self.by {
            By::Pointer => deed.held,
            By::Enter => deed.focused,
            By::Space => deed.focused && deed.by_space,
        });
    }
}

/// Gives the focus to the first that fits nothing.
#[derive(Default)]
struct Lead {
    coming: bool,
    done: bool,
}

impl Operation for Lead {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        self.coming |= (*state).is::<Unfit>();
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if std::mem::take(&mut self.coming) && !self.done {
            self.done = true;
            state.focus();
        } else {
            state.unfocus();
        }
    }
}

#[cfg(test)]
mod tests {
    use iced::keyboard::key::Named;
    use iced::widget::{column, space};

    use crate::testing::{pressed, ui};
    use crate::widget::{button, choice, field};

    /// What a form says last after `typed` in its list and a press on one of its buttons.
    fn after(typed: &str, press: &str) -> (Option<String>, bool) {
        let form = column![
            button("above").primary().on_press("above".to_owned()),
            choice("kind", ["install", "repair"], Some(1))
                .none("none")
                .on_pick(|at| format!("{at}")),
            space().height(100),
            button("back").on_press("back".to_owned()),
            button("save").key("F10").on_press("saved".to_owned()),
        ];
        let mut ui = ui(crate::root(form));
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::Tab);
        ui.typewrite(typed);
        ui.click(press).expect("a button");
        let seen = ui.find("zz").is_ok();

        (ui.into_messages().last(), seen)
    }

    #[test]
    fn a_press_on_a_deed_is_held_back_while_what_is_typed_fits_nothing() {
        assert_eq!(after("zz", "save"), (Some("1".into()), true), "as F10 is");
        assert_eq!(after("zz", "above"), (Some("1".into()), true));
        assert_eq!(after("zz", "back"), (Some("back".into()), true), "one may leave");
        assert_eq!(after("ins", "save"), (Some("saved".into()), false));
    }

    #[test]
    fn enter_in_a_field_that_saves_is_held_back_too() {
        let said = |typed: &str| {
            let form = column![
                choice("kind", ["install", "repair"], Some(1)).on_pick(|at| format!("{at}")),
                space().height(100),
                field("why", "").on_input(|text| text).on_save("saved".to_owned()),
            ];
            let mut ui = ui(crate::root(form));
            pressed(&mut ui, Named::Tab);
            ui.typewrite(typed);
            pressed(&mut ui, Named::Tab);
            pressed(&mut ui, Named::Enter);
            ui.into_messages().last()
        };

        assert_eq!(said("zz"), Some("1".into()));
        assert_eq!(said("ins"), Some("saved".into()));
    }

    #[test]
    fn what_is_typed_next_begins_anew_where_nothing_fitted() {
        let form = column![
            choice("kind", ["install", "repair"], Some(1)).on_pick(|at| format!("{at}")),
            space().height(100),
            button("save").primary().on_press("saved".to_owned()),
        ];
        let mut ui = ui(crate::root(form));
        pressed(&mut ui, Named::Tab);
        ui.typewrite("zz");
        pressed(&mut ui, Named::Tab);
        pressed(&mut ui, Named::Enter);
        ui.typewrite("ins");
        ui.click("save").expect("a button");
        let said: Vec<_> = ui.into_messages().collect();

        assert_eq!(said.iter().filter(|it| *it == "saved").count(), 1, "{said:?}");
        assert_eq!(said.iter().rev().nth(1).map(String::as_str), Some("0"), "{said:?}");
    }
}
