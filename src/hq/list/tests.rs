//! Tables that go out and come back.

use std::fs;

use domain::{Category, Money, OrderKind};
use serde_json::json;
use sync::StreamId;
use tempfile::TempDir;

use super::*;
use crate::branch;
use crate::deed::{Deed, submit};
use crate::testing::{House, fields};

const ENGLISH: Language = Language::English;

/// A headquarters with a branch, and a folder for tables.
struct Scene {
    house: House,
    folder: TempDir,
}

impl Scene {
    fn new() -> Self {
        Self { house: House::new(), folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn export(&self, kind: Kind, language: Language) -> PathBuf {
        let file = self.file(&format!("{kind:?}-{language:?}.csv"));
        let _ = fs::remove_file(&file);
        export(&self.house.storage, kind, &file, language).expect("written");
        file
    }

    fn read(&self, kind: Kind, text: &str) -> Result<Revision, Refusal> {
        let file = self.file("in.csv");
        fs::write(&file, text).expect("a file");
        import(&self.house.storage, kind, &file, (ENGLISH, false))
    }

    fn wrong(&self, kind: Kind, text: &str) -> Vec<(u64, Option<Column>, Why)> {
        let before = self.house.storage.digest(&StreamId::catalog()).expect("a digest");
        let refused = self.read(kind, text);
        let Err(Refusal::Lines(wrong)) = refused else { panic!("{refused:?}") };
        assert_eq!(self.house.storage.digest(&StreamId::catalog()).expect("a digest"), before);

        wrong.into_iter().map(|it| (it.line, it.column, it.why)).collect()
    }

    fn all<E: Entry>(&self) -> Vec<E> {
        let known = self.house.storage.read(|session, _| plan::known::<E>(session));

        known.expect("a database").into_iter().map(|known| known.entry).collect()
    }

    fn part(&self, number: &str) -> Option<Part> {
        self.all::<Part>().into_iter().find(|part| part.number == number)
    }

    fn keep_in(&self, currency: domain::Currency) {
        books::keep_in(&self.house.storage, currency).expect("nothing was charged");
    }

    /// What a branch writes down about a part.
    fn moves(&self, number: &str) {
        self.note("stock_move", |id| json!({"part": id, "quantity": 1}), number);
    }

    fn note(&self, kind: &'static str, body: impl Fn(Uuid) -> serde_json::Value, number: &str) {
        let known = self.house.storage.read(|session, _| {
            let parts = session.each_body(&StreamId::catalog(), "part")?;
            Ok(parts.into_iter().find(|(_, body)| body["number"] == number).map(|(id, _)| id))
        });
        let body = fields(body(known.expect("a database").expect("a part")));
        let noted = self.house.storage.write(move |session, moment| {
            let (stream, id) = (branch::stream("SH01")?, crate::surroundings::new_id(moment));
            let change = sync::Change::Fact { kind: kind.to_owned(), id, body: body.clone() };
            let (actor, changes) = (crate::ACTOR.to_owned(), vec![change]);
            submit(session, moment, Deed { stream, name: "test", actor, changes })
        });
        noted.expect("a fact");
    }
}

use uuid::Uuid;

#[test]
fn a_list_that_comes_back_as_it_went_out_changes_nothing_in_any_language() {
    let scene = Scene::new();
    let before = scene.house.storage.digest(&StreamId::catalog()).expect("a digest");
    for currency in [domain::Currency::Cny, domain::Currency::Gbp] {
        scene.keep_in(currency);
        for kind in [Kind::Prices, Kind::Parts, Kind::Terms] {
            for language in Language::ALL {
                let file = scene.export(kind, language);
                let bytes = fs::read(&file).expect("a file");
                assert!(bytes.starts_with("\u{feff}".as_bytes()), "a spreadsheet knows it by that");
                let revision =
                    import(&scene.house.storage, kind, &file, (ENGLISH, false)).expect("read");
                let lines = String::from_utf8(bytes).expect("UTF-8").lines().count() - 1;
                assert!(lines > 10, "{kind:?}");
                assert_eq!(revision, Revision { unchanged: lines, ..Revision::default() });
            }
        }
    }

    assert_eq!(scene.house.storage.digest(&StreamId::catalog()).expect("a digest"), before);
}

#[test]
fn parts_are_made_changed_and_taken_away_by_one_table() {
    let scene = Scene::new();
    scene.keep_in(domain::Currency::Gbp);
    let table = "Number;Name;Unit;Unit price;Fits;Serial numbers;Barcode;Taken away;Remark\r\n\
                 WH-1001;Heating element 2000 W;pcs;45.50;Water heater;;;;\r\n\
                 wh-1002;;;;;;;yes;\r\n\
                 UK-1;Door seal;pcs;1,012.00;Oven; Cooker;;5012345678900;;mine\r\n"
        .replace("Oven; Cooker", "\"Oven; Cooker\"")
        .replace("Taken away", "停用");
    let trial = scene.file("trial.csv");
    fs::write(&trial, &table).expect("a file");
    let storage = &scene.house.storage;
    let before = storage.digest(&StreamId::catalog()).expect("a digest");
    let planned = import(storage, Kind::Parts, &trial, (ENGLISH, true)).expect("sound");
    assert_eq!(storage.digest(&StreamId::catalog()).expect("a digest"), before, "a trial");

    let revision = scene.read(Kind::Parts, &table).expect("sound");
    assert_eq!(revision, planned);
    assert_eq!(revision.created, ["UK-1 Door seal"]);
    assert_eq!(revision.retired, ["WH-1002 镁棒 φ22×230"]);
    assert_eq!(revision.unknown_columns, ["Remark"]);
    assert_eq!(
        revision.changed,
        [Changed {
            name: "WH-1001 Heating element 2000 W".to_owned(),
            columns: vec![Column::Name, Column::Unit, Column::Price],
        }]
    );
    let part = scene.part("UK-1").expect("it is there");
    assert_eq!(part.price, Some(Money::new(101_200, domain::Currency::Gbp)));
    assert_eq!(part.fits, [Category::Oven, Category::Cooker]);
    assert_eq!(part.barcode.as_deref(), Some("5012345678900"));
    assert_eq!(scene.part("WH-1002"), None);
}

#[test]
fn a_column_that_is_not_there_leaves_what_is() {
    let scene = Scene::new();
    let before = scene.part("WH-1001").expect("bundled");
    scene.read(Kind::Parts, "件号,单价\nWH-1001,200\n").expect("sound");

    let after = scene.part("WH-1001").expect("bundled");
    assert_eq!(after, Part { price: Some(Money::fen(20_000)), ..before });
    scene.read(Kind::Parts, "料号,单价\nWH-1001,\n").expect("sound");
    assert_eq!(scene.part("WH-1001").and_then(|part| part.price), None, "nobody knows it");
}

#[test]
fn one_wrong_line_keeps_the_whole_table_out_and_each_says_where_and_why() {
    let scene = Scene::new();
    let table = "Number,Name,Unit,Unit price,Currency,Fits,Serial numbers,Barcode\n\
                 N-1,Good,pcs,1,CNY,,,\n\
                 ,No number,pcs,,,,,\n\
                 N-2,,pcs,,,,,\n\
                 N-3,Much,pcs,-1,,,,\n\
                 N-4,Comma,pcs,\"12,50\",,,,\n\
                 N-5,Pounds,pcs,3,GBP,,,\n\
                 N-6,Fits,pcs,,,Teapot,,\n\
                 N-7,Perhaps,pcs,,,,perhaps,\n\
                 n-1,Again,pcs,,,,,\n\
                 N-8,Scanned,pcs,,,,,WH-1001\n";
    let wrong = scene.wrong(Kind::Parts, table);

    let at = |line, column, why| (line, Some(column), why);
    assert_eq!(
        wrong,
        [
            at(3, Column::Number, Why::Missing),
            at(4, Column::Name, Why::Missing),
            at(5, Column::Price, Why::OutOfRange),
            at(6, Column::Price, Why::Unreadable),
            at(7, Column::Currency, Why::OtherCurrency),
            at(8, Column::Fits, Why::Unreadable),
            at(9, Column::Serialised, Why::Unreadable),
            at(10, Column::Number, Why::Twice(2)),
            at(11, Column::Barcode, Why::Taken),
        ]
    );
    assert_eq!(scene.part("N-1"), None);
}

#[test]
fn a_part_that_moved_or_was_charged_stays_and_gets_no_serial_numbers() {
    let scene = Scene::new();
    scene.moves("WH-1001");
    scene.note("charge", |id| json!({"part": id}), "WH-1002");

    let wrong = scene.wrong(
        Kind::Parts,
        "Number,Serial numbers,Taken away\nWH-1001,,x\nWH-1002,,x\nWH-1003,,x\n"
            .replace("Taken away", "停用")
            .as_str(),
    );
    assert_eq!(
        wrong,
        [(2, Some(Column::Retired), Why::Used), (3, Some(Column::Retired), Why::Used)]
    );
    let wrong = scene.wrong(Kind::Parts, "Number,Serial numbers\nWH-1001,yes\nWH-1003,yes\n");
    assert_eq!(wrong, [(2, Some(Column::Serialised), Why::Used)]);
}

#[test]
fn prices_in_the_new_currency_take_the_place_of_those_that_nobody_knows_any_more() {
    let scene = Scene::new();
    scene.keep_in(domain::Currency::Gbp);
    let file = scene.export(Kind::Prices, ENGLISH);
    let text = fs::read_to_string(&file).expect("text");
    assert!(text.contains("Repair,any,,,,GBP"), "{text}");

    let table = "Work,Machine,Labour,Call-out,Remote area,Currency\n\
                 Repair,any,60,25.5,0,gbp\nRepair,Oven,80,25.50,0,GBP\nInstallation,any,,,,GBP\n";
    let revision = scene.read(Kind::Prices, table).expect("sound");
    assert_eq!((revision.created.len(), revision.changed.len(), revision.unchanged), (1, 1, 1));
    assert_eq!(revision.changed[0].name, "Repair · any");
    let labour = |category| {
        let all = scene.all::<Tariff>().into_iter();
        let mut all = all.filter(|it| (it.kind, it.category) == (OrderKind::Repair, category));
        all.next().map(|it| it.labour)
    };
    assert_eq!(labour(None), Some(Money::new(6_000, domain::Currency::Gbp)));

    let gone = "Work,Machine,Labour,Call-out,Remote area\nRepair,Oven,,,\n";
    assert_eq!(scene.read(Kind::Prices, gone).expect("sound").retired, ["Repair · Oven"]);
    assert_eq!(labour(Some(Category::Oven)), None);
    let near = "Work,Machine,Labour,Call-out,Remote area\nRepair,Oven,5,25.5,\n";
    scene.read(Kind::Prices, near).expect("nobody lives in a remote area");
    let oven = scene.all::<Tariff>().into_iter().find(|it| it.category == Some(Category::Oven));
    assert!(oven.is_some_and(|oven| oven.remote.is_zero() && oven.trip.minor == 2_550));
    let half = "Work,Machine,Labour,Call-out,Remote area\nRepair,Oven,,5,0\nJuggling,any,1,1,1\n";
    assert_eq!(
        scene.wrong(Kind::Prices, half),
        [(2, Some(Column::Labour), Why::Missing), (3, Some(Column::Work), Why::Unreadable)]
    );
}

#[test]
fn terms_are_kept_by_machine_and_brand() {
    let scene = Scene::new();
    let table = "Machine,Brand,Runs from,\"Parts, months\",\"Labour, months\",\"Call-out, months\",停用\n\
                 Oven,Norvik,Purchase,24,24,12,\nWater heater,,,,,,yes\n";
    let revision = scene.read(Kind::Terms, table).expect("sound");
    assert_eq!(revision.created, ["Oven · Norvik"]);
    assert_eq!(revision.retired, ["Water heater"]);

    let again = table.replace("24,24,12", "36,24,12");
    let revision = scene.read(Kind::Terms, &again).expect("sound");
    assert_eq!(revision.changed[0].columns, [Column::PartsMonths]);
    let wrong = again.replace("36,24,12", "36,6000,12").replace("Purchase", "whenever");
    assert_eq!(scene.wrong(Kind::Terms, &wrong), [(2, Some(Column::Basis), Why::Unreadable)]);
    let long = again.replace("36,24,12", "36,6000,12");
    assert_eq!(scene.wrong(Kind::Terms, &long), [(2, Some(Column::LabourMonths), Why::OutOfRange)]);
}

#[test]
fn what_is_no_table_and_what_lacks_its_key_is_refused_and_nothing_is_written_over() {
    let scene = Scene::new();
    let lacking = scene.read(Kind::Parts, "Name,Unit\nSeal,pcs\n");
    assert!(
        matches!(&lacking, Err(Refusal::Lacking(of)) if of == &[Column::Number]),
        "{lacking:?}"
    );
    let none = scene.read(Kind::Parts, "");
    assert!(matches!(none, Err(Refusal::NoTable(_))), "{none:?}");
    let many = "Number\n".to_owned() + &"N\n".repeat(MOST_LINES + 1);
    assert!(matches!(scene.read(Kind::Parts, &many), Err(Refusal::TooLarge(_))));

    let file = scene.export(Kind::Parts, ENGLISH);
    let again = export(&scene.house.storage, Kind::Parts, &file, ENGLISH);
    assert!(matches!(again, Err(Error::Taken(_))), "{again:?}");
}

#[test]
fn thousands_of_parts_come_in_at_once() {
    let scene = Scene::new();
    let lines: String = (0..2_500).map(|n| format!("P-{n},Part {n},pcs,{n}\n")).collect();
    let revision = scene.read(Kind::Parts, &format!("Number,Name,Unit,Unit price\n{lines}"));

    assert_eq!(revision.expect("sound").created.len(), 2_500);
    assert!(scene.part("P-2499").is_some());
}

#[test]
fn the_words_of_a_table_mean_one_thing_in_all_languages() {
    let locales = column::languages();
    let words = cell::Words::new(&locales);
    for locale in &locales {
        for category in Category::ALL {
            assert_eq!(words.several(&locale.category(category)), Ok(vec![category]));
        }
        for kind in OrderKind::ALL {
            assert_eq!(words.work(&locale.order_kind(kind)), Ok(kind));
        }
        for columns in [Tariff::COLUMNS, Part::COLUMNS, Term::COLUMNS] {
            for column in columns {
                let found = Column::of_header(&column.word(locale), columns, &locales);
                assert_eq!(found, Some(*column));
            }
        }
    }
}
