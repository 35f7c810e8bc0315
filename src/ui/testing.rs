//! What the tests of the widgets share.

use iced::keyboard::{self, key::Named};
use iced::{Element, Event, mouse};
use iced_test::Simulator;
use iced_test::simulator::press_key;

/// The widget in a window of 1024 by 768, with our fonts.
pub fn ui<'a, Message: 'a>(view: Element<'a, Message>) -> Simulator<'a, Message> {
    crate::fonts::install("zh-CN");
    Simulator::with_settings(crate::settings(), view)
}

/// Presses a key; Space with the text that it types.
pub fn pressed<Message>(ui: &mut Simulator<'_, Message>, key: Named) {
    let text = (key == Named::Space).then(|| " ".into());
    ui.simulate([press_key(key, text)]);
}

/// Shift and Tab.
pub fn shift_tab() -> Event {
    let mut event = press_key(Named::Tab, None);
    if let Event::Keyboard(keyboard::Event::KeyPressed { modifiers, .. }) = &mut event {
        *modifiers = keyboard::Modifiers::SHIFT;
    }
    event
}

/// The wheel, upwards by so many lines.
pub fn wheel(lines: f32) -> Event {
    let delta = mouse::ScrollDelta::Lines { x: 0.0, y: lines };
    Event::Mouse(mouse::Event::WheelScrolled { delta })
}
