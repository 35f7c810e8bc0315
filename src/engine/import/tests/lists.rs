//! Lists of customers, machines, people, parts, and what lies on the shelves.

use domain::{Category, Channel, Level, Location, Role};

use super::*;
use crate::{Encoding, List, Matching, Reading, Separator};

impl Office {
    pub(super) fn bring_list(&self, text: &str, list: List) -> ImportReport {
        self.list_by(text, list, Matching::Usual)
    }

    pub(super) fn list_by(&self, text: &str, list: List, matching: Matching) -> ImportReport {
        let path = self.write(text);
        let inspection = wait(self.engine.inspect_table(&path, Reading::default(), None));
        let mut mapping = inspection.expect("a table").mapping;
        assert_eq!(List::of(&mapping), list, "it is guessed");
        matching.choose(&mut mapping);
        assert_eq!(Matching::of(&mapping), matching, "it can be chosen");
        let tried = self.bring_mapped(&path, mapping.clone(), true).expect("a trial");
        let report = self.bring_mapped(&path, mapping, false).expect("a run");
        let figures = |it: &ImportReport| (it.created, it.updated, it.unchanged, it.errors);
        assert_eq!(figures(&tried), figures(&report), "the trial says what will be");
        assert_eq!(tried.refused, report.refused);
        report
    }

    fn undo(&self, report: &ImportReport) -> crate::TakenBack {
        let run = report.id.expect("a run");
        wait(self.engine.undo_import(run, Arc::default())).expect("it is there")
    }
}

fn figures(report: &ImportReport) -> (u64, u64, u64, u64) {
    (report.created, report.updated, report.unchanged, report.errors)
}

#[test]
fn a_list_of_customers_brings_all_that_is_known_of_them_and_is_brought_up_to_date() {
    let office = office();
    let list = "\
客户编号,姓名,手机,备用电话,地址,生日,客户等级,拒绝联系,方言,备注
C1,王小明,13812345678,2158881234,世纪大道1号,1980-05-17,VIP,电话、短信,上海话,有狗
C2,李雷,13912345678,,世纪大道2号,5月17日,银卡,,,
C3,韩梅,13712345678,,世纪大道3号,明天,,,,
";
    let report = office.bring_list(list, List::Customers);
    assert_eq!(figures(&report), (2, 0, 0, 1), "{:?}", report.refused);
    assert!(report.refused[0].reason.contains("明天"));

    let file = office.household("王小明").customer;
    let digits: Vec<_> = file.phones.iter().map(|it| it.number.digits()).collect();
    assert_eq!(digits, ["13812345678", "02158881234"], "the lost zero is there again");
    assert_eq!((file.level, file.language.as_deref()), (Level::Vip, Some("上海话")));
    assert_eq!(file.refused, [Channel::Call, Channel::Message]);
    assert_eq!(file.birthday.map(|it| (it.year(), it.month())), Some((Some(1980), 5)));
    assert_eq!((file.note.as_deref(), file.origin.as_deref()), (Some("有狗"), Some("C1")));
    let other = office.household("李雷").customer;
    assert_eq!(other.note.as_deref(), Some("Level: 银卡"), "what has no place is noted");

    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 0, 2, 1), "nobody twice");
    let moved = "客户编号,姓名,手机,客户等级\nC1,王晓明,13612345678,普通\n";
    let report = office.list_by(moved, List::Customers, Matching::Number);
    assert_eq!(figures(&report), (0, 1, 0, 0));
    let file = office.household("王晓明").customer;
    assert_eq!((file.phones.len(), file.level), (3, Level::Ordinary));

    office.undo(&report);
    let file = office.household("王小明").customer;
    assert_eq!((file.phones.len(), file.level), (2, Level::Vip), "it is as it was");
}

#[test]
fn by_what_a_line_is_held_to_be_the_same_can_be_chosen() {
    let office = office();
    office.bring_list("姓名,电话,地址\n王小明,13812345678,世纪大道1号\n", List::Customers);
    let count = || wait(office.engine.customers(0, 9)).expect("a list").total;

    let again = "姓名,电话,地址\n王先生,13812345678,世纪大道1号\n";
    assert_eq!(figures(&office.list_by(again, List::Customers, Matching::Phone)), (0, 1, 0, 0));
    let moved = "姓名,电话,地址\n王先生,13912345678,世纪大道1号\n";
    let report = office.list_by(moved, List::Customers, Matching::NameAndAddress);
    assert_eq!((figures(&report), count()), ((0, 1, 0, 0), 1));
    assert_eq!(
        figures(&office.bring_list("姓名,电话,地址\n王太太,13812345678,\n", List::Customers)),
        (1, 0, 0, 0)
    );
    assert_eq!(count(), 2, "otherwise another name is another person");
}

#[test]
fn a_list_of_machines_finds_their_owners_and_no_machine_is_there_twice() {
    let office = office();
    let list = "\
姓名,电话,地址,品类,品牌,型号,序列号,购买日期,安装日期,购买商场,发票号
王小明,13812345678,世纪大道1号,冰箱,海尔,BCD-1,SN1,2024-03-05,45358,国美,F1
王小明,13812345678,世纪大道1号,洗衣机,西门子,WM-2,SN2,,,,
";
    assert_eq!(figures(&office.bring_list(list, List::Appliances)), (2, 0, 0, 0));
    assert_eq!(figures(&office.bring_list(list, List::Appliances)), (0, 0, 2, 0));
    let file = office.household("王小明");
    assert_eq!(file.machines.len(), 2);
    let fridge =
        file.machines.iter().map(|it| &it.appliance).find(|it| it.serial.as_deref() == Some("SN1"));
    let fridge = fridge.expect("a machine");
    assert_eq!((fridge.category, fridge.shop.as_deref()), (Category::Refrigerator, Some("国美")));
    assert_eq!(fridge.installed, chrono::NaiveDate::from_ymd_opt(2024, 3, 7));

    let by_serial = "姓名,序列号,购买日期\n随便,SN2,2023-01-01\n";
    let report = office.list_by(by_serial, List::Appliances, Matching::Serial);
    assert_eq!(
        (report.created, wait(office.engine.customers(0, 9)).expect("a list").total),
        (0, 1)
    );
}

#[test]
fn a_list_of_people_is_brought_over_once_and_taken_back() {
    let office = office();
    let list = "\
工号,姓名,电话,岗位,技能,离职
007,刘洋,13812345678,师傅,空调、冰箱,
008,陈静,13912345678,回访员,,否
009,赵六,,飞行员,,
008,孙七,,师傅,,
";
    let report = office.bring_list(list, List::Staff);
    assert_eq!(figures(&report), (2, 0, 0, 2), "{:?}", report.refused);
    assert!(report.refused[0].reason.contains("飞行员"));
    assert_eq!(
        report.refused[1].reason,
        Locale::new(Language::English).import_fault_person_twice()
    );
    let people = || wait(office.engine.people()).expect("people").people;
    let liu = people().into_iter().find(|(_, it)| it.name == "刘洋").expect("he is there").1;
    assert_eq!((liu.roles, liu.badge.as_deref()), (vec![Role::Technician], Some("007")));
    assert_eq!(liu.skills, [Category::AirConditioner, Category::Refrigerator]);

    assert_eq!(
        figures(
            &office.bring_list("工号,姓名,岗位,离职\n007,刘大洋,师傅,2025-01-01\n", List::Staff)
        ),
        (0, 1, 0, 0)
    );
    let liu = people().into_iter().find(|(_, it)| it.name == "刘大洋").expect("he is there").1;
    assert!(liu.left && liu.phone.is_some());
    office.undo(&report);
    assert_eq!(people().len(), 2, "whom a later list changed stays");
}

#[test]
fn parts_and_what_lies_on_the_shelves_come_over_and_go_again() {
    let office = office();
    let parts = "\
配件编号,配件名称,单位,单价,条形码,适用品类
P-1,压缩机,台,¥320.50,690001,冰箱
P-2,门封条,,45,,
,没有编号,,,,
";
    let report = office.bring_list(parts, List::Parts);
    assert_eq!(figures(&report), (2, 0, 0, 1), "{:?}", report.refused);
    assert_eq!(figures(&office.bring_list(parts, List::Parts)), (0, 0, 2, 1));
    let known = wait(office.engine.catalogue()).expect("a catalogue").parts;
    let part = |number| known.iter().find(|(_, it)| it.number == number).expect("a part").clone();
    assert_eq!(part("P-1").1.price.map(|price| price.minor), Some(32_050));
    assert_eq!(
        (part("P-1").1.fits, part("P-2").1.unit),
        (vec![Category::Refrigerator], "pc".to_owned())
    );

    let stock =
        "料号,数量,仓库\nP-1,5,仓库\n690001,2,仓库\nP-2,3,坏件\nP-9,1,\nP-2,-1,\nP-2,1,月球\n";
    let opening = office.bring_list(stock, List::Stock);
    assert_eq!(figures(&opening), (3, 0, 0, 3), "{:?}", opening.refused);
    let held = |number, at| {
        let rows = wait(office.engine.parts_overview()).expect("stock").parts;
        let row = rows.into_iter().find(|row| row.id == part(number).0).expect("a part");
        row.held.get(&at).copied().unwrap_or_default()
    };
    assert_eq!((held("P-1", Location::Store), held("P-2", Location::Faulty)), (7, 3));
    assert_eq!(figures(&office.bring_list(stock, List::Stock)), (0, 0, 3, 3), "nothing twice");
    let more = office.bring_list("料号,数量\nP-1,9\n", List::Stock);
    assert_eq!((figures(&more), held("P-1", Location::Store)), ((0, 1, 0, 0), 9));

    office.undo(&more);
    assert_eq!(held("P-1", Location::Store), 7);
    office.undo(&report);
    assert_eq!(held("P-1", Location::Store), 7, "a part that lies there stays");
    office.undo(&opening);
    assert_eq!(held("P-1", Location::Store), 0);
}

#[test]
fn a_file_is_read_as_it_is_said_to_be() {
    let office = office();
    let path = office.write("姓名;电话\n王小明;13812345678\n".as_bytes());
    let looked =
        |reading| wait(office.engine.inspect_table(&path, reading, None)).expect("a table");
    let detected = looked(Reading::default());
    assert_eq!(
        (detected.encoding, detected.separator),
        (Some(Encoding::Utf8), Some(Separator::Semicolon))
    );

    let comma = Reading { separator: Some(Separator::Comma), ..Reading::default() };
    let looked = looked(comma.clone());
    assert_eq!((looked.headers.len(), looked.reading), (1, comma.clone()));
    let mapping = detected.mapping;
    let order = ImportOrder {
        path: path.clone(),
        reading: comma,
        mapping,
        rehearsal: true,
        refused: None,
        replace: false,
        locale: Locale::new(Language::English),
    };
    let run = wait(office.engine.import_table(order, Arc::default()));
    assert!(matches!(run, Err(Error::Mapping(_))), "it is read so to the end");
}

#[test]
fn opening_pieces_with_and_without_serial_numbers_are_counted_apart_and_taken_back_by_what_they_are()
 {
    let office = office();
    office.bring_list("配件编号,配件名称\nP-1,压缩机\n", List::Parts);
    let list = "料号,数量,仓库,序列号\nP-1,1,仓库,S1\nP-1,1,仓库,S2\nP-1,5,仓库,\n";
    let report = office.bring_list(list, List::Stock);
    assert_eq!(figures(&report), (3, 0, 0, 0), "{:?}", report.refused);
    let held = |at| {
        let rows = wait(office.engine.parts_overview()).expect("stock").parts;
        let row = rows.into_iter().find(|row| row.number == "P-1").expect("a part");
        row.held.get(&at).copied().unwrap_or_default()
    };
    assert_eq!(held(Location::Store), 7);
    assert_eq!(figures(&office.bring_list(list, List::Stock)), (0, 0, 3, 0));
    let twice = office.bring_list("料号,数量,仓库,序列号\nP-1,1,坏件,S1\nP-1,-1,,\n", List::Stock);
    let locale = Locale::new(Language::English);
    let reasons = [
        locale.import_fault_elsewhere(&locale.import_field_serial(), "S1"),
        locale.import_fault_range(&locale.import_field_quantity(), "-1"),
    ];
    let said: Vec<_> = twice.refused.iter().map(|it| it.reason.clone()).collect();
    assert_eq!(said, reasons);

    // One of the pieces with a number went away: the others lie there, and it is not one of them that goes.
    let parts = wait(office.engine.catalogue()).expect("a catalogue").parts;
    let part = parts.iter().find(|(_, it)| it.number == "P-1").expect("a part").0;
    let used = domain::StockMove {
        part,
        quantity: 1,
        from: Location::Store,
        to: Location::Adjustment,
        condition: domain::Condition::Good,
        owner: domain::Owner::Office,
        reason: domain::StockReason::Counted,
        serial: Some("S1".into()),
        order: None,
        visit: None,
        at: office.engine.clock().now(),
    };
    wait(office.engine.deed("count", move |deed| deed.note::<_, domain::StockMoveId>(&used)))
        .expect("it is noted");
    assert_eq!(held(Location::Store), 6);
    let taken = office.undo(&report);
    assert_eq!((taken.records, taken.kept, held(Location::Store)), (2, 1, 0));
}
