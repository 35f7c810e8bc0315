//! How long one picture takes, drawn from scratch: `speed [pictures]`.

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;

use iced::{Element, Size};
use ui::grid::{Cell, Column, grid};
use ui::schedule::{Card, Place, Row, Said, Words, schedule};
use ui::shot::{Frame, picture};
use ui::{Mark, Tone, theme};

fn main() -> Result<(), Box<dyn Error>> {
    ui::fonts::install("zh-CN");
    let pictures: u32 = std::env::args().nth(1).map_or(Ok(20), |word| word.parse())?;
    let frame = Frame { size: Size::new(1366, 768), scale: 1.0, theme: theme::light() };

    for (name, view) in
        [("list of 100,000", list as fn() -> Element<'static, ()>), ("board of 60 × 400", board)]
    {
        picture(view(), &frame);
        let start = Instant::now();
        for _ in 0..pictures {
            picture(view(), &frame);
        }
        writeln!(std::io::stdout(), "{name}: {:.1?} a picture", start.elapsed() / pictures)?;
    }
    Ok(())
}

fn list() -> Element<'static, ()> {
    let columns = (0..8).map(|at| Column::weight(format!("栏 {at}"), 1.0, 80.0)).collect();
    grid(columns, 100_000, |row, column| match column {
        1 => Cell::badge(Tone::Accent, Mark::Calendar, "已预约"),
        _ => Cell::text(format!("张江镇科苑路 {row}")),
    })
    .into()
}

fn board() -> Element<'static, ()> {
    let rows = (0..60).map(|at| Row { label: format!("师傅 {at}").into(), ..Row::default() });
    let cards = (0..400_u16).map(|at| Card {
        key: at,
        place: if at < 40 {
            Place::Pool
        } else {
            Place::Row(usize::from(at % 60), 480 + at * 37 % 660 / 30 * 30)
        },
        length: 60,
        words: Words::when_seen(move || Said {
            title: format!("客户 {at}").into(),
            lines: vec!["浦东张江 科苑路 88 弄".into()],
        }),
        tone: Tone::Accent,
        mark: Some(Mark::Calendar),
        fixed: false,
    });
    schedule("待派工", rows.collect(), cards.collect(), 8..20).into()
}
