//! Every room of the program by its name, filled from the demo city, for tests that look at all of them.

use std::sync::OnceLock;

use engine::{Clock, Engine, Progress};
use iced::Size;
use locale::Language;
use tempfile::TempDir;

use super::desk::Desk;
use super::journeys::script::step;
use super::journeys::{Screen, play};
use super::{MORNING, wait};
use crate::look::{CHOICE, Look};

/// A room, or a part of one that takes its place, and the way there.
pub struct Room {
    pub name: &'static str,
    /// The steps of a journey.
    way: &'static [&'static str],
    /// Whether the desk belongs to an office.
    at_work: bool,
    /// Whether it lies over a room, and Tab stays in it.
    pub is_dialog: bool,
}

const fn room(name: &'static str, way: &'static [&'static str]) -> Room {
    Room { name, way, at_work: true, is_dialog: false }
}

const fn dialog(name: &'static str, way: &'static [&'static str]) -> Room {
    Room { name, way, at_work: true, is_dialog: true }
}

const fn door(name: &'static str, way: &'static [&'static str]) -> Room {
    Room { name, way, at_work: false, is_dialog: false }
}

/// All of them.
pub const ROOMS: &[Room] = &[
    door("first run: try it", &[]),
    door("first run: join headquarters", &["press 2"]),
    door("first run: start our own office", &["press 3"]),
    room("today", &["press alt+1"]),
    dialog("commands", &["press ctrl+k"]),
    dialog("keys", &["press F1"]),
    room("dispatch", &["press alt+2", "press down"]),
    dialog("dispatch: planning a visit", &["press alt+2", "press down", "press a"]),
    room("sheets", &["press alt+3"]),
    room("sheets: one in hand", &["press alt+3", "press F6", "press enter"]),
    room("orders", &["press alt+4"]),
    room("customers", &["press alt+5"]),
    dialog("customers: a new one", &["press alt+5", "press F7"]),
    room("parts", &["press alt+6"]),
    dialog("parts: received", &["press alt+6", "press F3"]),
    dialog("parts: received, with a line", RECEIVED),
    dialog("parts: counted", &["press alt+6", "press F7"]),
    room("callbacks", &["press alt+7"]),
    room("callbacks: complaints", &["press alt+7", "press right"]),
    room("letters: thanks", &["press alt+8"]),
    room("letters: answers", &["press alt+8", "press right"]),
    room("letters: maintenance", &["press alt+8", "press right", "press right"]),
    room("letters: sent", &["press alt+8", "click \"Sent\""]),
    room("letters: wording", &["press alt+8", "click \"Wording\""]),
    room("settings: office", &["press alt+9"]),
    room("settings: people", &["press alt+9", "press right"]),
    room("settings: prices", &["press alt+9", "press right", "press right"]),
    room("settings: this computer", &["press alt+9", "click \"This computer\""]),
    room("settings: headquarters", &["press alt+9", "click \"Headquarters\""]),
    room("settings: backups", &["press alt+9", "click \"Backups\""]),
    room("settings: about", &["press alt+9", "click \"About\""]),
    room("needs a decision", &["press ctrl+k", "type \"needs\"", "press enter"]),
    room("import", &["press ctrl+k", "type \"imp\"", "press enter"]),
    room("household", &["press alt+5", "press down", "press enter"]),
    room("order", &["press alt+4", "press down", "press enter"]),
    room("a new order", &["press ctrl+n"]),
    room("preview", &["press alt+2", "press F9"]),
    dialog("preview: saving", &["press alt+2", "press F9", "press F10"]),
];

/// A part is on the slip.
const RECEIVED: &[&str] =
    &["press alt+6", "press F3", "type \"1001\"", "press enter", "type \"5\"", "press enter"];

impl Room {
    /// A desk at which this room was just entered.
    pub fn enter(&self, city: &City, size: Size) -> Desk {
        ui::fonts::install(Language::English.tag());
        let engine = if self.at_work { city.engine.clone() } else { fresh() };
        let mut desk = Desk::new(engine, size);
        for line in self.way {
            let step = step(line).unwrap_or_else(|| panic!("{line}"));
            let done = play::play(&mut desk, &step, Screen::Own);
            done.unwrap_or_else(|why| panic!("{}: {line}: {why}: {:?}", self.name, desk.words()));
        }

        desk
    }
}

/// A computer that belongs to no office, and speaks English.
fn fresh() -> Engine {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    speak(&engine);

    engine
}

fn speak(engine: &Engine) {
    let look = Look { language: Language::English, ..Look::default() };
    wait(engine.choose(CHOICE, look.text())).expect("memory takes it");
}

/// The demo city, a copy for each test.
pub struct City {
    pub(super) engine: Engine,
    _folder: TempDir,
}

impl City {
    pub fn new() -> Self {
        // It takes a while to build.
        static BUILT: OnceLock<Engine> = OnceLock::new();
        let built = BUILT.get_or_init(|| {
            let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is there");
            wait(engine.try_demo(Progress::new())).expect("memory takes it");
            speak(&engine);
            engine
        });
        let folder = tempfile::tempdir().expect("a place for a copy");
        wait(built.back_up(folder.path().join(engine::DATABASE))).expect("a whole copy");
        let engine = Engine::open(folder.path(), Clock::by_hand(MORNING)).expect("it opens");

        Self { engine, _folder: folder }
    }
}

/// Runs something on a runtime with a clock, which rooms that count while they work need.
pub fn on_a_clock<T>(work: impl FnOnce() -> T) -> T {
    let mut threads = tokio::runtime::Builder::new_multi_thread();
    let runtime = threads.worker_threads(1).enable_time().build().expect("a thread");
    let _entered = runtime.enter();

    work()
}

#[test]
fn every_room_of_the_program_is_among_them() {
    on_a_clock(|| {
        let city = City::new();
        let entered = ROOMS.iter().map(|room| room.enter(&city, Size::new(1366.0, 768.0)));
        let entered: Vec<_> = entered.filter_map(|desk| desk.room_name()).collect();
        for name in crate::screen::Room::NAMES {
            assert!(entered.contains(name), "nobody enters {name}");
        }
    });
}
