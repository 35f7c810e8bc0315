//! The choice as a widget: where it lies, what pointer and keys say to it, how it is drawn.

use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Renderer, Size, Theme, Vector, keyboard};

use super::{Choice, State};
use crate::focus::LeadsOn;
use crate::hold::Unfit;
use crate::ink::{self, Line};
use crate::menu::Menu;
use crate::theme::{colors, style};
use crate::{Tone, icon, size, space};

impl<Message> Widget<Message, Theme, Renderer> for Choice<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut state = State::default();
        self.keep_in_step(&mut state);

        tree::State::new(state)
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        self.keep_in_step(state);
        if state.cursor.open {
            // The options may be others by now.
            state.filter.find(self.found_by());
        }
        state.cursor.keep_below(state.filter.found().len());
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, size::CONTROL.into())
    }

    fn layout(
        &mut self,
        _tree: &mut Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        layout::atomic(limits, Length::Fill, size::CONTROL)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        if self.on_pick.is_some() {
            operation.custom(self.id.as_ref(), bounds, &mut LeadsOn);
            let state = tree.state.downcast_ref::<State>();
            if state.filter.is_unfit() && self.on_unfit.is_none() {
                operation.custom(self.id.as_ref(), bounds, &mut Unfit);
            }
            operation.focusable(self.id.as_ref(), bounds, tree.state.downcast_mut::<State>());
        }
        operation.container(self.id.as_ref(), bounds);
        let state = tree.state.downcast_mut::<State>();
        operation.text(None, bounds, self.words(state));
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        if self.on_pick.is_none() {
            return;
        }
        let over = cursor.is_over(layout.bounds());
        let state = tree.state.downcast_mut::<State>();
        if over != state.hovered {
            state.hovered = over;
            shell.request_redraw();
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let was_open = state.cursor.open;
                if state.focused != over || was_open || over {
                    shell.request_redraw();
                }
                state.focused = over;
                state.leave();
                if over {
                    if !was_open {
                        self.open(state, false);
                    }
                    shell.capture_event();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. })
                if !shell.is_event_captured() && self.holds_back(state, key, *modifiers) =>
            {
                state.refused = true;
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, text, .. })
                if state.focused
                    && !shell.is_event_captured()
                    && !modifiers.command()
                    && !modifiers.alt() =>
            {
                let meant = match (key, text) {
                    (keyboard::Key::Named(named), _) => self.key(state, *named, shell),
                    (_, Some(letters)) => self.typed(state, letters, shell),
                    _ => false,
                };
                if meant {
                    shell.capture_event();
                    shell.request_redraw();
                }
            }
            _ => {}
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let colors = colors(theme);
        let state = tree.state.downcast_ref::<State>();
        let disabled = self.on_pick.is_none();
        let wrong = self.error.is_some() || state.filter.is_unfit();
        let border = style::entry_border(theme, state.focused, wrong);
        let ground = match (disabled, state.hovered) {
            (true, _) => colors.sunken,
            (false, true) => colors.hover,
            (false, false) => colors.raised,
        };
        ink::boxed(renderer, bounds, ground, border);

        let inner = bounds.shrink([0.0, space::NEAR]);
        let place = Rectangle { width: inner.width - size::ICON - space::TIGHT, ..inner };
        let typing = !state.filter.is_empty();
        let ink = match () {
            () if state.filter.is_unfit() => colors.ink(Tone::Danger),
            () if typing || (self.selected.is_some() && !disabled) => colors.text,
            () => colors.muted,
        };
        let words = self.words(state);
        ink::line(renderer, words, Line::new(ink), place, *viewport);
        if state.filter.is_unfit() && !state.cursor.open && self.error.is_none() {
            let used = ink::width(words, Line::new(ink)) + space::APART;
            let rest = Rectangle { x: place.x + used, width: place.width - used, ..place };
            ink::line(renderer, &self.none, Line::new(ink).caption(), rest, *viewport);
        }
        if typing && state.focused {
            let end = place.x + ink::width(words, Line::new(ink)).min(place.width);
            let caret = Rectangle { x: end + 1.0, width: 1.0, ..place.shrink([space::NEAR, 0.0]) };
            ink::fill(renderer, caret, colors.text);
        }
        let sign = Rectangle { x: inner.x + inner.width - size::ICON, width: size::ICON, ..inner };
        ink::icon(renderer, icon::chevron_down(), size::ICON, colors.muted, sign);
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if cursor.is_over(layout.bounds()) && self.on_pick.is_some() {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::default()
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        let on_pick = self.on_pick.as_ref()?;
        if !state.cursor.open || self.options.is_empty() {
            return None;
        }
        let found = state.filter.found().iter();
        let lines = found.filter_map(|at| Some((*at, self.options.get(*at)?))).collect();
        Some(overlay::Element::new(Box::new(Menu {
            lines,
            none: Some(&self.none),
            cursor: &mut state.cursor,
            on_pick,
            anchor: layout.bounds() + translation,
        })))
    }
}
