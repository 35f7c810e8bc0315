//! A file that was dropped on the window.

use std::path::PathBuf;

use iced::{Event, Subscription, event, window};

/// Tells each file that is dropped on the window.
pub fn dropped() -> Subscription<PathBuf> {
    event::listen_with(|event, _status, _window| match event {
        Event::Window(window::Event::FileDropped(path)) => Some(path),
        _ => None,
    })
}
