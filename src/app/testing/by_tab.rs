//! By Tab, and within boxes by arrows: every control of every room is reached and seen to be, and every field takes what
//! an input method writes.

use iced::advanced::input_method::Event as Composed;
use iced::advanced::{InputMethod, input_method::Purpose};
use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Point, Rectangle, Size};
use ui::shot::Picture;

use super::desk::{Desk, Program, Stop};
use super::rooms::{City, on_a_clock, rescue, rooms};
use crate::shortcut::Shortcut;

/// An old office's screen.
const SCREEN: Size = Size::new(1366.0, 768.0);
/// The same at 200 %. Pictures are taken here, where what has the focus is hardest to keep in sight.
const DOUBLED: Size = Size::new(683.0, 384.0);
/// How far apart the places are at which the pointer looks for something to press: less than any button is wide or high.
const STEP: Size = Size::new(20.0, 12.0);
/// How far the ring of the focus reaches beyond its control.
const RING: f32 = 4.0;

fn press<P: Program>(desk: &mut Desk<P>, key: Named) {
    desk.press(&Shortcut { key: Key::Named(key), modifiers: Modifiers::empty() });
}

fn tab<P: Program>(desk: &mut Desk<P>) {
    press(desk, Named::Tab);
}

/// Where the focus is among all stops.
fn focused(stops: &[Stop]) -> Option<usize> {
    stops.iter().position(|stop| stop.focused)
}

/// A control that had the focus, and the screen then.
struct Visit {
    place: usize,
    /// Where it is in the picture.
    seen: Rectangle,
    picture: Picture,
}

/// Walks once round by Tab. Answers what was wrong on the way.
fn walk<P: Program>(mut desk: Desk<P>, is_dialog: bool, size: Size) -> Vec<String> {
    let pressable = desk.pressable(STEP);
    let at_first = desk.stops();
    tab(&mut desk);
    let Some(first) = focused(&desk.stops()) else { return vec!["Tab leads nowhere".to_owned()] };
    let (mut visited, mut wrong) = (Vec::new(), Vec::new());
    let mut before: Option<Visit> = None;
    loop {
        let stops = desk.stops();
        let Some(here) = focused(&stops).filter(|here| !visited.contains(here)) else { break };
        visited.push(here);
        let Some(seen) = stops[here].seen else {
            wrong.push(format!("{here} has the focus out of sight: {:?}", stops[here]));
            tab(&mut desk);
            continue;
        };
        if size == DOUBLED {
            let picture = desk.picture();
            if let Some(before) = before.take().filter(|before| before.same(&picture)) {
                wrong.push(format!("the focus does not show at {before:?}"));
            }
            before = Some(Visit { place: here, seen: seen.expand(RING), picture });
        }
        tab(&mut desk);
    }
    if focused(&desk.stops()) != Some(first) {
        wrong.push(format!("after {visited:?} it does not come back to {first}"));
    }
    wrong.extend(by_arrows(&mut desk, &mut visited, (at_first.len(), size)));
    visited.sort_unstable();
    // What lies behind a dialog comes before it.
    let all: Vec<usize> = (if is_dialog { visited[0] } else { 0 }..at_first.len()).collect();
    if visited != all {
        wrong.push(format!("Tab leads to {visited:?}, not to {all:?}"));
    }
    let reached = |place: &Point| {
        let there = |stop: &Stop| stop.seen.is_some_and(|seen| seen.contains(*place));
        at_first.iter().any(there)
    };
    let beside = pressable.into_iter().filter(|place| !reached(place));
    wrong.extend(beside.map(|place| format!("at {place} something can only be pressed")));

    wrong
}

/// Of several boxes Tab leads to one, and the arrow to those behind it. Answers where it does not show that it did.
fn by_arrows<P: Program>(
    desk: &mut Desk<P>,
    visited: &mut Vec<usize>,
    (total, size): (usize, Size),
) -> Vec<String> {
    let mut wrong = Vec::new();
    for next in 1..total {
        if visited.contains(&next) || !visited.contains(&(next - 1)) {
            continue;
        }
        for _ in 0..total {
            if focused(&desk.stops()) == Some(next - 1) {
                break;
            }
            tab(desk);
        }
        let mut next = next;
        let mut before = (size == DOUBLED).then(|| desk.picture());
        press(desk, Named::ArrowRight);
        loop {
            let stops = desk.stops();
            if focused(&stops) != Some(next) {
                break;
            }
            visited.push(next);
            match stops[next].seen {
                None => wrong.push(format!("{next} has the focus out of sight: {:?}", stops[next])),
                Some(seen) => {
                    if let Some(picture) = before.take() {
                        let now = desk.picture();
                        let visit = Visit { place: next, seen: seen.expand(RING), picture };
                        if visit.same(&now) {
                            wrong.push(format!("by arrows the focus does not show at {visit:?}"));
                        }
                        before = Some(now);
                    }
                }
            }
            next += 1;
            press(desk, Named::ArrowRight);
        }
    }

    wrong
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}, {:?}", self.place, self.seen)
    }
}

impl Visit {
    /// Whether it looks as it did, with a ring around it.
    fn same(&self, now: &Picture) -> bool {
        let part = self.seen;
        let (width, height) = (now.size.width as usize, now.size.height as usize);
        let range = |from: f32, length: f32, limit: usize| {
            from.max(0.0) as usize..((from + length).ceil() as usize).min(limit)
        };
        let columns = range(part.x, part.width, width);
        let line = |row: usize| (row * width + columns.start) * 4..(row * width + columns.end) * 4;
        let mut rows = range(part.y, part.height, height);

        rows.all(|row| self.picture.rgba[line(row)] == now.rgba[line(row)])
    }
}

#[test]
fn tab_reaches_every_control_of_every_room_and_shows_where_it_is() {
    on_a_clock(|| {
        let mut wrong = Vec::new();
        for size in [SCREEN, DOUBLED] {
            let city = City::new();
            for room in rooms() {
                let found = match room.enter(&city, size) {
                    Ok(desk) => walk(desk, room.is_dialog, size),
                    Err(why) => vec![why],
                };
                wrong.extend(
                    found.into_iter().map(|what| format!("{} at {size:?}: {what}", room.name)),
                );
            }
            let (_broken, office) = rescue();
            let found = walk(Desk::with(office, size), false, size);
            wrong.extend(found.into_iter().map(|what| format!("rescue at {size:?}: {what}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    });
}

/// Writes into the field that has the focus as an input method does, and looks whether it stays. The field gets back what it held.
fn write_by_input_method(desk: &mut Desk) -> Result<(), String> {
    let held = desk.copied();
    let preedit = desk.compose(Composed::Preedit("zhong wen".to_owned(), Some(9..9)));
    let shown = match &preedit {
        InputMethod::Enabled { preedit: Some(preedit), .. } => preedit.content.as_str(),
        _ => "nothing",
    };
    if shown != "zhong wen" {
        return Err(format!("while composing it shows {shown}"));
    }
    desk.compose(Composed::Preedit(String::new(), None));
    desk.compose(Composed::Commit("中文".to_owned()));
    let written = desk.copied();
    if written.trim() != "中文" {
        return Err(format!("中文 over {held:?} became {written:?}"));
    }
    if held.is_empty() {
        press(desk, Named::Backspace);
    } else {
        desk.compose(Composed::Commit(held));
    }

    Ok(())
}

#[test]
fn every_field_of_every_room_takes_what_an_input_method_writes() {
    on_a_clock(|| {
        let (city, mut wrong, mut fields) = (City::new(), Vec::new(), 0);
        for room in rooms() {
            let mut desk = match room.enter(&city, SCREEN) {
                Ok(desk) => desk,
                Err(why) => {
                    wrong.push(format!("{}: {why}", room.name));
                    continue;
                }
            };
            let total = desk.stops().len();
            for _ in 0..total {
                tab(&mut desk);
                let InputMethod::Enabled { purpose, .. } = desk.input_method() else { continue };
                // A password is typed by keys, and nothing of it is copied.
                if purpose == Purpose::Secure && room.name == "settings: mail" {
                    continue;
                }
                fields += 1;
                let place = focused(&desk.stops());
                let mut say =
                    |what: String| wrong.push(format!("{}: {place:?}: {what}", room.name));
                if purpose != Purpose::Normal {
                    say(format!("{purpose:?}"));
                }
                if let Err(what) = write_by_input_method(&mut desk) {
                    say(what);
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(fields > 80, "only {fields} fields");
    });
}
