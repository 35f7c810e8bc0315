//! What the tests share: an office in memory with a clock set by hand, and a way to wait for an answer.

use domain::{Moment, Phone, Place};

use crate::{Clock, Engine, Founding, Intake, Plate};

/// Saturday, 21 November 2026, 09:00 in Shanghai.
pub(crate) const MORNING: Moment = Moment(1_795_222_800_000);

/// Waits for an answer of the engine.
pub(crate) fn wait<T>(answer: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();

    runtime.expect("a runtime needs nothing").block_on(answer)
}

/// An office with two technicians on a Saturday morning.
pub(crate) fn office() -> Engine {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory is always there");
    wait(engine.found_office(founding())).expect("an empty database");

    engine
}

/// How such an office begins.
pub(crate) fn founding() -> Founding {
    Founding {
        office: domain::Office {
            code: "SH01".into(),
            name: "浦东网点".into(),
            ..Default::default()
        },
        first: "李秀英".into(),
        technicians: vec!["王建国".into(), "陈志强".into()],
        suggested_prices: true,
        ..Founding::default()
    }
}

/// A call about a water heater that makes no hot water, by someone nobody knows.
pub(crate) fn call() -> Intake {
    Intake {
        name: "欧阳喆".into(),
        phone: Phone::parse("138 1234 5678"),
        place: Place {
            city: "上海市".into(),
            district: "浦东新区".into(),
            detail: "科苑路 88 弄 12 号 1603 室".into(),
            ..Place::default()
        },
        plate: Plate {
            category: Some(domain::Category::WaterHeater),
            brand: "澄源".into(),
            purchased: chrono::NaiveDate::from_ymd_opt(2026, 5, 1),
            ..Plate::default()
        },
        fault: Some("F01".into()),
        description: "不出热水".into(),
        ..Intake::default()
    }
}
