//! What a key does that no control wanted: in whatever room, in whatever dialog.

use std::time::Duration;

use iced::Task;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};

use ui::Meant;

use super::{DeskWindow, Message};
use crate::caller::CallerBar;
use crate::context::Context;
use crate::place::Place;
use crate::shortcut::Shortcut;

/// So long a digit that answers waits whether it is the first of a number.
pub(super) const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 0 } else { 350 });

impl DeskWindow {
    pub(super) fn key_pressed(&mut self, shortcut: &Shortcut, cx: &Context) -> Task<Message> {
        if self.palette.is_some() || self.keys {
            return Task::none();
        }
        // Whatever room, whatever dialog.
        if shortcut.is(Named::F1) {
            self.keys = true;
            return Task::none();
        }
        if shortcut.is(Named::F5) && self.rooms.front.room.unread().is_some() {
            return self.read_again(cx);
        }
        if let Some(message) = self.rooms.front.room.key(shortcut) {
            return self.work(Task::done(message));
        }
        if shortcut.is(Named::F5) {
            return self.reload(cx);
        }
        if shortcut.is_command("l") {
            return CallerBar::begin();
        }
        if shortcut.is_command("v") {
            return iced::clipboard::read().map(Message::Pasted);
        }
        if shortcut.is_command("e") {
            return self.export(cx);
        }
        if shortcut.is_command("k") {
            return self.commands_wanted();
        }
        if shortcut.is_command("n") {
            return self.new_order(cx);
        }
        if shortcut.is_command("b") {
            return self.go_on(cx);
        }
        if shortcut.is_command("z") {
            return self.undo(cx);
        }
        if shortcut.is_command("j") {
            return self.way_taken(cx);
        }
        if shortcut.is_command("r") && self.is_cut_off() {
            return self.try_now(cx);
        }
        if shortcut.is(Named::Escape) {
            let hushed = self.notices.hush();
            let stays = hushed || !self.rooms.has_behind();
            return if stays { Task::none() } else { self.back(cx) };
        }
        let mut rooms = Place::RAIL.iter().zip(Place::RAIL_KEYS);
        let room = rooms.find(|(_, key)| shortcut.is_alt(key));
        if let Some((place, _)) = room {
            return self.go(place.clone(), cx);
        }

        // What belongs into a form rings nobody up; and where no field of it has the cursor it goes nowhere: in another
        // field all but the first digit would stand behind what that holds.
        let form = self.rooms.front.room.is_written_in();
        match shortcut.digit() {
            Some(digit) if !form => self.call(digit.to_string(), cx),
            _ => Task::none(),
        }
    }

    /// Whether a key that nothing on screen wanted belongs into the caller bar: a digit, where no form is open. Where it
    /// answers a question that is then settled, it does so only if no other follows: a number is typed or scanned quickly.
    pub(super) fn rings(&self, key: &Key, modifiers: Modifiers) -> Meant {
        let shortcut = Shortcut { key: key.clone(), modifiers };
        let room = &self.rooms.front.room;
        let above = self.palette.is_some() || self.keys;

        if above || shortcut.digit().is_none() {
            return Meant::Otherwise;
        }
        match room.key(&shortcut) {
            Some(_) if room.settles_by_digit() => Meant::Either,
            None if !room.is_written_in() => Meant::Field,
            _ => Meant::Otherwise,
        }
    }
}
