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
use crate::rescue::Rescue;

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
    room("dispatch: the week", &["press alt+2", "press down", "press w"]),
    dialog("dispatch: planning a visit", &["press alt+2", "press down", "press a"]),
    room("sheets", &["press alt+3"]),
    room("sheets: one in hand", &["press alt+3", "press F6", "press enter"]),
    room("orders", &["press alt+4"]),
    room("customers", &["press alt+5"]),
    dialog("customers: a new one", &["press alt+5", "press F7"]),
    room("customers: suspected duplicates", &["press alt+5", "press F6"]),
    room("parts", &["press alt+6"]),
    dialog("parts: received", &["press alt+6", "press F3"]),
    dialog("parts: received, with a line", RECEIVED),
    dialog("parts: issued", &["press alt+6", "press F4", "expect \"Issue\""]),
    dialog("parts: returned", &["press alt+6", "press F11", "expect \"Take back\""]),
    dialog("parts: counted", &["press alt+6", "press F7"]),
    room("callbacks", &["press alt+7"]),
    room("callbacks: complaints", &["press alt+7", "press right"]),
    room("letters: thanks", &["press alt+8"]),
    dialog("letters: many at once", MANY),
    room("letters: answers", &["press alt+8", "press right"]),
    room("letters: maintenance", &["press alt+8", "press right", "press right"]),
    room("letters: sent", &["press alt+8", "click \"Sent\""]),
    room("letters: wording", &["press alt+8", "click \"Wording\""]),
    room("knowledge", &["press alt+9"]),
    room("knowledge: one is written", &["press alt+9", "press F7", "expect \"New article\""]),
    room("inbox", &["press alt+0"]),
    room("inbox: one is taken down", &["press alt+0", "press F2", "expect \"Who asks\""]),
    room("inbox: rules", &["press alt+0", "press F6"]),
    room("inbox: a new rule", &["press alt+0", "press F6", "press F2", "expect \"Then\""]),
    room("settings: office", &["press alt+-"]),
    room("settings: people", &["press alt+-", "press right"]),
    room("settings: prices", &["press alt+-", "press right", "press right"]),
    room("settings: parts and warranty", KEPT),
    room("settings: a new part", NEW_PART),
    room("settings: a line of warranty", NEW_TERM),
    room("settings: drawing an area", AREA),
    room("settings: joining headquarters", JOINING),
    room("settings: this computer", &["press alt+-", "click \"This computer\""]),
    room("settings: headquarters", &["press alt+-", "click \"Headquarters\""]),
    room("settings: backups", &["press alt+-", "click \"Backups\""]),
    room("settings: mail", &["press alt+-", "click \"Mail\"", "expect \"Password\""]),
    room("settings: about", &["press alt+-", "click \"About\""]),
    room("needs a decision", &["press ctrl+k", "type \"needs\"", "press enter"]),
    room("import", &["press ctrl+k", "type \"imp\"", "press enter"]),
    room("import: a file is loaded", LOADED),
    room("household: a person", PERSON),
    room("household: a machine", MACHINE),
    room("household: an address", ADDRESS),
    room("household: a sale", SALE),
    room("household: the family", FAMILY),
    room("household: the time line", &["press alt+5", "press down", "press enter", "press h"]),
    dialog("customers: registrations", &["press alt+5", "press F9", "expect \"Close\""]),
    dialog("household: erasing", ERASING),
    dialog("household: merging", MERGING),
    dialog("order: cancelling", CANCELLING),
    dialog("order: editing", EDITING),
    dialog("order: who pays", RULING),
    dialog("order: a payment", PAYING),
    dialog("order: a file by its name", ATTACHING),
    room("household", &["press alt+5", "press down", "press enter"]),
    room("order", &["press alt+4", "press down", "press enter"]),
    room("a new order", &["press ctrl+n"]),
    room("preview", &["press alt+2", "press F9"]),
    dialog("preview: printing", &["press alt+2", "press F9", "press F9"]),
    dialog("preview: saving", &["press alt+2", "press F9", "press F10"]),
    // What it takes in is the newest order from then on.
    room("callbacks: a complaint in hand", COMPLAINT),
];

/// Those that a walk leads through: all, or where `ROOM` is set in the environment those whose name has it. With
/// `ROOM_PICTURES=DIR` each is drawn as it was entered, with `ROOM_LANGUAGE=zh-CN` in that language.
pub fn rooms() -> impl Iterator<Item = &'static Room> {
    let part = std::env::var("ROOM").unwrap_or_default();

    ROOMS.iter().filter(move |room| room.name.contains(&part))
}

/// A part is on the slip.
const RECEIVED: &[&str] =
    &["press alt+6", "press F3", "type \"1001\"", "press enter", "type \"5\"", "press enter"];

/// What the office keeps itself.
const KEPT: &[&str] =
    &["press alt+-", "press right", "press right", "press right", "expect \"Find a part\""];
const NEW_PART: &[&str] = &[
    "press alt+-",
    "press right",
    "press right",
    "press right",
    "press F2",
    "expect \"Fits (none ticked: any machine)\"",
];
const NEW_TERM: &[&str] = &[
    "press alt+-",
    "press right",
    "press right",
    "press right",
    "scroll to \"New line\"",
    "click \"New line\"",
];
const AREA: &[&str] = &["press alt+-", "press F2", "expect \"Name of the area\""];
const JOINING: &[&str] = &["press alt+-", "click \"Headquarters\"", "expect \"Enrolment code\""];

/// The first of those who owe something.
const PAYING: &[&str] = &[
    "press alt+4",
    "press F6",
    "press F6",
    "press F6",
    "press F6",
    "press F6",
    "press F6",
    "press F6",
    "press down",
    "press enter",
    "press y",
    "expect \"Paid by\"",
];

const COMPLAINT: &[&str] = &[
    "press alt+7",
    "press c",
    "type \"Drips again\"",
    "press F10",
    "press right",
    "press down",
    "expect \"Which department answers?\"",
];
const MANY: &[&str] = &["press alt+8", "press F10", "expect part \"Make \""];

/// A list of an old system, beside the database.
const LOADED: &[&str] = &[
    "press ctrl+k",
    "type \"imp\"",
    "press enter",
    "type \"{folder}/old-list.csv\"",
    "press enter",
    "expect \"UTF-8 · 7 columns\"",
];

const PERSON: &[&str] =
    &["press alt+5", "press down", "press enter", "press F2", "expect \"Save\""];
const ERASING: &[&str] =
    &["press alt+5", "press down", "press enter", "press delete", "expect part \"What goes\""];
const MERGING: &[&str] =
    &["press alt+5", "press down", "press enter", "press F3", "expect \"The other file\""];
const MACHINE: &[&str] =
    &["press alt+5", "press down", "press enter", "press F7", "expect \"Save\""];
const SALE: &[&str] =
    &["press alt+5", "press down", "press enter", "press F9", "expect \"Sold by\""];
const FAMILY: &[&str] =
    &["press alt+5", "press down", "press enter", "press F8", "expect \"What happened\""];
const ADDRESS: &[&str] =
    &["press alt+5", "press down", "press enter", "press F6", "expect \"Save\""];

const CANCELLING: &[&str] =
    &["press alt+4", "press down", "press enter", "press delete", "expect part \"Cancel order\""];
const EDITING: &[&str] =
    &["press alt+4", "press down", "press enter", "press F2", "expect \"Edit order\""];
const ATTACHING: &[&str] =
    &["press alt+4", "press down", "press enter", "press a", "expect \"Attach a file…\""];
const RULING: &[&str] =
    &["press alt+4", "press down", "press enter", "press w", "expect part \"Who pays for\""];

impl Room {
    /// A desk at which this room was just entered, or what kept one from entering.
    pub fn enter(&self, city: &City, size: Size) -> Result<Desk, String> {
        ui::fonts::install(Language::English.tag());
        let engine = if self.at_work { city.engine.clone() } else { fresh() };
        let mut desk = Desk::new(engine, size);
        // What is expected may have to be scrolled to where there is little room.
        let screen = if size.width < ui::size::SLIM { Screen::Doubled } else { Screen::Own };
        for line in self.way {
            let line = line.replace(FOLDER, &city.folder.path().display().to_string());
            let step = step(&line).unwrap_or_else(|| panic!("{line}"));
            let done = play::play(&mut desk, &step, screen);
            done.map_err(|why| format!("{line}: {why}: {:?}", desk.words()))?;
        }

        if let Some(folder) = std::env::var_os("ROOM_PICTURES") {
            let tag = std::env::var("ROOM_LANGUAGE").unwrap_or_default();
            let language = Language::from_tag(&tag).unwrap_or(Language::English);
            desk.speak(language);
            let name = self.name.replace([':', ' '], "-");
            let name = format!("{name}-{}-{}.png", language.tag(), size.width);
            let png = desk.picture().to_png().expect("a screen has pixels");
            std::fs::write(std::path::Path::new(&folder).join(name), png).expect("room");
            desk.speak(Language::English);
        }

        Ok(desk)
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
    folder: TempDir,
}

/// What stands for the folder of the city on a way.
const FOLDER: &str = "{folder}";

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
        wait(built.back_up(folder.path().join(engine::DATABASE), Progress::new()))
            .expect("a whole copy");
        let engine = Engine::open(folder.path(), Clock::by_hand(MORNING)).expect("it opens");
        let list = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/journeys/files/old-list.csv");
        std::fs::copy(list, folder.path().join("old-list.csv")).expect("a copy");

        Self { engine, folder }
    }
}

/// The window of an office whose database is noise, with one backup that would bring it back, and its folder.
pub fn rescue() -> (TempDir, Rescue) {
    ui::fonts::install(Language::English.tag());
    let folder = tempfile::tempdir().expect("a folder");
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).expect("room");
    let backup = fresh().back_up(backups.join("branchdesk-20261121-090000.db"), Progress::new());
    wait(backup).expect("room");
    std::fs::write(folder.path().join(engine::DATABASE), "noise ".repeat(900)).expect("room");
    let error = Engine::open(folder.path(), Clock::System).expect_err("noise");
    let look = Look { language: Language::English, ..Look::default() };
    let rescue = Rescue::new(folder.path().to_owned(), error, look);

    (folder, rescue)
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
        for size in [Size::new(1366.0, 768.0), Size::new(683.0, 384.0)] {
            let city = City::new();
            let entered = rooms().map(|room| {
                room.enter(&city, size).unwrap_or_else(|why| panic!("{}: {why}", room.name))
            });
            let entered: Vec<_> = entered.filter_map(|desk| desk.room_name()).collect();
            let some = rooms().count() < ROOMS.len();
            for name in crate::screen::Room::NAMES {
                assert!(some || entered.contains(name), "nobody enters {name}");
            }
        }
    });
}
