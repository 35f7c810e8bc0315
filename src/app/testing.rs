//! What the rooms' tests share: a real engine on a database in memory, and a way to wait for a task.

mod by_tab;
pub mod desk;
pub mod hands;
pub mod journeys;
mod real_jobs;
mod rooms;

use domain::Moment;
use engine::{Clock, Engine, Founding};
use iced::Task;
use iced_test::futures::futures::executor::{block_on, block_on_stream};
use iced_test::runtime::{Action, task};
use locale::{Language, Locale};

use crate::context::Context;
use crate::file_dialog::Dialogs;
use crate::look::Look;

/// Saturday, 21 November 2026, 09:00 in Shanghai.
pub const MORNING: Moment = Moment(1_795_222_800_000);

/// An office with two technicians, in English, on a Saturday morning.
pub fn context() -> Context {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    wait(engine.found_office(founding())).expect("an empty database");
    let look = Look { language: Language::English, ..Look::default() };

    Context { engine, locale: Locale::new(look.language), look, dialogs: Dialogs::prepared() }
}

/// How such an office begins.
pub fn founding() -> Founding {
    Founding {
        office: domain::Office { code: "SH01".into(), name: "Pudong".into(), ..Default::default() },
        first: "Li Xiuying".into(),
        technicians: vec!["Wang Jianguo".into(), "Chen Zhiqiang".into()],
        suggested_prices: true,
        ..Founding::default()
    }
}

/// Waits for an answer of the engine.
pub fn wait<T>(answer: impl Future<Output = T>) -> T {
    block_on(answer)
}

/// Runs a task to its end and returns the messages it produced.
pub fn settle<T: 'static>(task: Task<T>) -> impl Iterator<Item = T> {
    task::into_stream(task).into_iter().flat_map(block_on_stream).filter_map(
        |action| match action {
            Action::Output(message) => Some(message),
            _ => None,
        },
    )
}

/// A call about a water heater that does not start, by someone nobody knows.
pub fn call() -> engine::Intake {
    engine::Intake {
        name: "Ouyang Zhe".into(),
        phone: domain::Phone::parse("138 1234 5678"),
        place: domain::Place {
            detail: "Keyuan Road 88, building 12, 1603".into(),
            ..domain::Place::default()
        },
        plate: engine::Plate {
            category: Some(domain::Category::WaterHeater),
            purchased: chrono::NaiveDate::from_ymd_opt(2026, 5, 1),
            ..engine::Plate::default()
        },
        fault: Some("F01".into()),
        description: "No hot water".into(),
        ..engine::Intake::default()
    }
}
