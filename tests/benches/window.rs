//! From starting the program to its pictures on screen, and what the window takes at rest. The window is a process of
//! its own: this program again, told by a variable to be `branchdesk`, or a bare window with nothing but a word in it.
//!
//! A picture counts when the program begins the next one, so that it has been handed to the screen. Without a display
//! a virtual one is started; without that either there are no figures.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use engine::{Clock, Engine, Founding, Progress};
use iced::widget::{center, text};
use iced::{Element, Subscription};
use store::Store;

use super::table::{Table, ms, percentile, seconds, time};
use super::{exchange, lookup};

/// Says to the process which window it is: a data folder, or nothing for the bare one.
const ROLE: &str = "BRANCHDESK_BENCH_WINDOW";
/// So often a window is started; what counts is the median.
const STARTS: usize = 5;
/// A window is left alone for so long before it is looked at, and so long while it is.
const SETTLES: Duration = Duration::from_secs(3);
const RESTS: Duration = Duration::from_secs(10);

/// Does what a process of its own is for. Answers whether this is one.
pub fn is_one() -> bool {
    let Ok(folder) = std::env::var(ROLE) else { return false };
    if folder.is_empty() {
        bare_window();
    } else {
        let words = ["branchdesk", "--data", &folder, "--frames"].map(Into::into);
        app::command::run(words);
    }
    true
}

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (city, large) = (folder.join("city"), folder.join("large"));
    let engine = Engine::open(&city, Clock::System).expect("a folder");
    let (took, made) = time(|| waiter.block_on(engine.try_demo(Progress::new())));
    made.expect("room on the disk");
    let records = waiter.block_on(engine.check(Progress::new())).expect("a database").records;
    // A window at rest has made the day's backup.
    waiter.block_on(engine.back_up_now(Progress::new())).expect("room on the disk");
    drop(engine);
    let rows = usize::try_from(records).expect("not so many");
    let floor = exchange::bare(&folder.join("floor-of-city.db"), rows);
    table.row(
        &format!("the demo city, {records} records"),
        seconds(took),
        "a bare SQLite write of as many rows",
        Some(took.as_secs_f64() / floor.as_secs_f64()),
    );
    let Some(screen) = Screen::there() else {
        eprintln!("no display and no Xvfb: no figures about the window");
        return;
    };
    fill(&large, &waiter);
    let (bare, window) = started("", &screen);
    let against = "a bare window of the same toolkit";
    let memory = at_rest("a bare window", (&window, None), table);
    drop(window);
    table.row("a bare window, from start to picture", ms(bare.0), "", None);
    for (what, data) in [("the demo city", &city), ("100,000 households", &large)] {
        let ((window, room), last) = started(&data.display().to_string(), &screen);
        let ratio = |time: Duration| Some(time.as_secs_f64() / bare.0.as_secs_f64());
        table.row(&format!("start to picture, {what}"), ms(window), against, ratio(window));
        table.row(&format!("start to the filled room, {what}"), ms(room), against, ratio(room));
        at_rest(what, (&last, memory), table);
    }
}

/// An office with as many households as the search is measured on.
fn fill(folder: &Path, waiter: &tokio::runtime::Runtime) {
    let engine = Engine::open(folder, Clock::System).expect("a folder");
    let office =
        domain::Office { code: "BENCH".into(), name: "Bench".into(), ..Default::default() };
    let founding = Founding {
        office,
        first: "A".into(),
        technicians: vec!["B".into()],
        suggested_prices: true,
        ..Founding::default()
    };
    waiter.block_on(engine.found_office(founding)).expect("an empty folder");
    drop(engine);
    lookup::fill(&mut Store::open(&folder.join(engine::DATABASE)).expect("a database"));
    let engine = Engine::open(folder, Clock::System).expect("its folder");
    waiter.block_on(engine.back_up_now(Progress::new())).expect("room on the disk");
}

/// A window that runs, ended when it is dropped.
struct Window(Child);

impl Drop for Window {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The median time to the first picture and to that of the filled room, and the last of the windows.
fn started(role: &str, screen: &Screen) -> ((Duration, Duration), Window) {
    let (mut windows, mut rooms) = (Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..STARTS {
        drop(last.take());
        let begun = Instant::now();
        let mut window = Window(
            Command::new(std::env::current_exe().expect("this program"))
                .env(ROLE, role)
                .envs(screen.display.iter().map(|display| ("DISPLAY", display)))
                .stdout(Stdio::piped())
                .spawn()
                .expect("another process"),
        );
        let mut said = BufReader::new(window.0.stdout.take().expect("its words"));
        windows.push(heard(&mut said, begun));
        rooms.push(if role.is_empty() { Duration::ZERO } else { heard(&mut said, begun) });
        last = Some(window);
    }

    let medians = (percentile(&mut windows, 0.5), percentile(&mut rooms, 0.5));
    (medians, last.expect("it was started"))
}

fn heard(said: &mut BufReader<ChildStdout>, begun: Instant) -> Duration {
    let mut word = String::new();
    said.read_line(&mut word).expect("a pipe");
    assert!(!word.is_empty(), "the window did not come");
    begun.elapsed()
}

/// Measures a window that nobody touches, beside the memory of the bare one. Answers its own.
fn at_rest(what: &str, (window, bare): (&Window, Option<f64>), table: &mut Table) -> Option<f64> {
    let process = Path::new("/proc").join(window.0.id().to_string());
    std::thread::sleep(SETTLES);
    let (whole, unfiled) = memory_mb(&process)?;
    let before = worked(&process)?;
    std::thread::sleep(RESTS);
    let after = worked(&process).unwrap_or(before);
    let share = (after - before).as_secs_f64() / RESTS.as_secs_f64() * 100.0;
    let memory = format!("{whole:.0} MB · {unfiled:.0} MB without files");
    let ratio = bare.map(|bare| whole / bare);
    table.row(
        &format!("memory at rest, {what}"),
        memory,
        "a bare window of the same toolkit",
        ratio,
    );
    let against = "one of the computer's processors";
    table.row(
        &format!("CPU at rest, {what}"),
        format!("{share:.1} %"),
        against,
        Some(share / 100.0),
    );

    Some(whole)
}

/// What the process alone holds of the computer's memory, and what of it is not in files, in MB.
fn memory_mb(process: &Path) -> Option<(f64, f64)> {
    let rollup = std::fs::read_to_string(process.join("smaps_rollup")).ok()?;
    let mb = |name: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
    };

    Some((mb("Pss:")?, mb("Pss_Anon:")?))
}

/// For how long the process has had a processor. Linux counts in hundredths of a second.
fn worked(process: &Path) -> Option<Duration> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();

    Some(Duration::from_millis((ticks()? + ticks()?) * 10))
}

/// The screen to show windows on: the one there is, or a virtual one for as long as this lives.
struct Screen {
    server: Option<Child>,
    display: Option<String>,
}

impl Screen {
    fn there() -> Option<Self> {
        if !cfg!(target_os = "linux") {
            return None;
        }
        if std::env::var_os("DISPLAY").is_some_and(|display| !display.is_empty()) {
            return Some(Self { server: None, display: None });
        }
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut screen = Self { server: Some(server), display: None };
        let said = screen.server.as_mut().and_then(|server| server.stdout.take())?;
        let mut number = String::new();
        BufReader::new(said).read_line(&mut number).ok()?;
        screen.display = Some(format!(":{}", number.trim()));

        Some(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may have ended by itself.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// A window with a word in it, which says when its first picture is on screen.
#[derive(Default)]
struct Bare {
    pictures: u32,
}

impl Bare {
    fn update(&mut self, (): ()) {
        self.pictures += 1;
        if self.pictures == 2 {
            println!("window");
        }
    }

    fn view(&self) -> Element<'_, ()> {
        center(text("Branchdesk")).into()
    }

    fn drawing(&self) -> Subscription<()> {
        match self.pictures {
            0 | 1 => iced::window::frames().map(|_| ()),
            _ => Subscription::none(),
        }
    }
}

fn bare_window() {
    iced::application(Bare::default, Bare::update, Bare::view)
        .settings(ui::settings())
        .subscription(Bare::drawing)
        .window_size((1366.0, 768.0))
        .run()
        .expect("a display");
}
