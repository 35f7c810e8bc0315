//! What the table says, and what it leaves open.

use super::*;
use crate::Transform;

#[test]
fn what_is_over_is_history_on_its_own_day_and_nobody_is_called() -> Result<(), Error> {
    let office = office();
    let table = "id,product,status,event_date,completion date,problem\n\
                 rc_1,Kettle,Unknown,2024-03-01,,Cold\n\
                 rc_2,Kettle,Fixed,2026-11-01,2026-11-03,Cold\n\
                 rc_3,Kettle,Fixed,2026-11-01,2031-01-01,Cold\n\
                 rc_4,Kettle,待回访,2026-11-01,,Cold\n"
        .replace("id,product", "id,customer,product")
        .replace(",Kettle", ",Ann,Kettle");
    let report = office.bring(&office.write(table), false)?;

    let expected = [State::Closed, State::Closed, State::SheetIn];
    assert_eq!(office.states().into_iter().map(|(_, state)| state).collect::<Vec<_>>(), expected);
    assert_eq!((report.open, report.history), (1, 0), "how it ended is not told, but it did");
    let days = |days| {
        let filter = crate::LetterFilter::Closed { days, grade: None };
        let mut list = wait(office.engine.letter_targets(filter)).expect("a list");
        list.sort_by_key(|one| one.row.at);
        list.into_iter()
            .map(|one| one.row.at.day(office.engine.clock().offset()).to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(days(30), ["2026-11-03"]);
    assert_eq!(days(3_000), ["2024-03-01", "2026-11-03"]);
    let refused: Vec<_> = report.refused.iter().map(|it| (it.line, it.reason.as_str())).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].0 == 4 && refused[0].1.contains("completion date"), "{refused:?}");
    Ok(())
}

#[test]
fn a_machine_is_called_as_the_table_calls_it_where_no_category_does() -> Result<(), Error> {
    let office = office();
    let table = "id,customer,product,problem\nk1,Ann,Kettle,Cold\nk2,Ben,Fridge,Warm\n";
    office.bring(&office.write(table), false)?;

    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let rows = wait(office.engine.orders(filter, 9))?.rows;
    let mut called: Vec<_> = rows.iter().map(|row| (row.category, row.called.clone())).collect();
    called.sort();
    let (fridge, other) = (domain::Category::Refrigerator, domain::Category::Other);
    assert_eq!(called, [(Some(fridge), None), (Some(other), Some("Kettle".to_owned()))]);
    Ok(())
}

#[test]
fn a_line_of_which_nobody_could_act_is_refused_and_says_what_it_lacks() -> Result<(), Error> {
    let office = office();
    let table = "id,group_identifier,product,brand,status,problem\n\
                 1,Cardiff,,Unknown,Repairable,\n2,Cardiff,,,,Cold\n3,Cardiff,Lamp,,Fixed,\n";
    let report = office.bring(&office.write(table), false)?;
    assert_eq!((report.created, report.errors), (2, 1));
    let refused = std::fs::read_to_string(report.error_file.expect("a file")).expect("text");
    let locale = Locale::new(Language::English);
    for field in [locale.import_field_customer(), locale.import_field_fault()] {
        assert!(refused.contains(&field), "{refused}");
    }

    let named = "id,customer,status,problem\n7,Ann,Open,\n8,Ben,Fixed,\n,Cay,,\n";
    let report = office.bring(&office.write(named), false)?;
    assert_eq!((report.created, report.errors), (2, 1), "what waits needs more than a name");
    Ok(())
}

#[test]
fn days_that_may_be_two_are_read_in_the_order_that_was_chosen() -> Result<(), Error> {
    let office = office();
    let table = "id,customer,event_date,completion date,problem\n\
                 1,Ann,03/04/2024,2024-05-06,Cold\n2,Ben,31/12/2024,,Cold\n3,Cay,12/31/2024,,Cold\n";
    let path = office.write(table);
    let tried = office.bring(&path, true)?;
    assert_eq!((tried.created, tried.errors), (2, 1));
    let mut inspection = wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?;
    assert_eq!(inspection.day_orders(), [&Transform::AsIs], "the other column is plain");
    crate::order_days(&mut inspection.mapping, &Transform::MonthFirst);
    inspection.mapping.name = "old".to_owned();
    let order = ImportOrder {
        path: path.clone(),
        reading: crate::Reading::default(),
        mapping: inspection.mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: Locale::new(Language::English),
    };
    let report = wait(office.engine.import_table(order, Arc::default()))?;
    assert_eq!((report.created, report.errors), (3, 0));
    let again = wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?;
    assert!(again.remembered && again.day_orders() == [&Transform::MonthFirst]);
    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let rows = wait(office.engine.orders(filter, 9))?.rows;
    let day = |alias: &str| {
        let row = rows.iter().find(|row| row.alias.as_deref() == Some(alias)).expect("an order");
        row.received.day(office.engine.clock().offset()).to_string()
    };
    assert_eq!(
        (day("1"), day("2"), day("3")),
        ("2024-03-04".into(), "2024-12-31".into(), "2024-12-31".into())
    );
    Ok(())
}

const ENGLISH: &str = "\
Job No,Date,Customer,Phone,Address,Town,Postcode,Appliance,Make,Fault,Status,Engineer,Charge,Paid,Warranty
1001,2026-11-02,Ann Hill,0118 496 0123,12 High Street,Reading,RG1 1AA,Washing machine,Bosch,Leaks,Completed,Dave,85.00,Card,yes
1002,2026-11-12,Ben Ross,0118 496 0456,\"3 Mill Lane, RG2 7BB\",,RG2 7BB,Oven,Neff,Cold,Limbo,Sue,,,
";

fn order(office: &Office, alias: &str) -> crate::OrderFile {
    let hit = wait(office.engine.find(alias, 1)).expect("an index").remove(0);
    let store::HitKind::Order(order) = hit.kind else { panic!("{hit:?}") };

    wait(office.engine.order(order)).expect("a file")
}

#[test]
fn an_english_job_list_comes_over_whole_and_says_what_it_could_not_take() -> Result<(), Error> {
    let office = office();
    let report = office.bring(&office.write(ENGLISH), false)?;
    assert_eq!((report.created, report.errors), (1, 1));
    assert_eq!(report.untaken, ["Warranty"]);
    assert_eq!(report.strange, ["Limbo"]);
    let refused = &report.refused[0];
    assert_eq!(refused.line, 3);
    assert!(refused.reason.contains("Limbo") && refused.cells.starts_with("1002 · 2026-11-12"));

    let file = order(&office, "1001");
    let place = &file.address.as_ref().expect("an address").place;
    assert_eq!(place.in_one_line(), "12 High Street, Reading, RG1 1AA");
    let told = file.timeline.iter().find_map(|line| line.remark.clone());
    assert_eq!(told.as_deref(), Some("Technician: Dave · Charge: 85.00 · Paid: Card"));
    assert_eq!(wait(office.engine.find("rg11aa", 9))?.len(), 1, "its postcode finds it");
    let household = wait(office.engine.household(file.order.customer))?;
    let went: Vec<_> = household.orders.iter().map(|row| row.technician_name.as_deref()).collect();
    assert_eq!(went, [Some("Dave")], "also among the orders of their file");
    let refused = wait(office.engine.visits_to_print(vec!["1001".to_owned()]));
    assert!(matches!(refused, Err(Error::NoSheet(_))), "nobody is sent there any more");
    Ok(())
}

#[test]
fn a_word_gets_its_meaning_and_other_columns_are_noted_where_that_is_wanted() -> Result<(), Error> {
    let office = office();
    let path = office.write(ENGLISH);
    let mut inspection = wait(office.engine.inspect_table(
        &path,
        crate::Reading::default(),
        Some("jobs".to_owned()),
    ))?;
    assert_eq!(inspection.untaken(), ["Warranty"]);
    assert_eq!(inspection.own_words().collect::<Vec<_>>(), ["Limbo"]);
    crate::mean(&mut inspection.mapping, "Limbo", Some(crate::Repair::Open));
    crate::note_others(&mut inspection.mapping, true);
    let order_ = ImportOrder {
        path: path.clone(),
        reading: crate::Reading::default(),
        mapping: inspection.mapping,
        rehearsal: false,
        refused: None,
        replace: false,
        locale: Locale::new(Language::English),
    };
    let report = wait(office.engine.import_table(order_, Arc::default()))?;
    assert_eq!((report.created, report.errors, report.untaken.len()), (2, 0, 0));
    let told = order(&office, "1001").timeline.into_iter().find_map(|line| line.remark);
    assert!(told.is_some_and(|told| told.ends_with("Paid: Card · Warranty: yes")));
    let place = order(&office, "1002").address.expect("an address").place;
    assert_eq!(place.in_one_line(), "3 Mill Lane, RG2 7BB", "it is not said twice");

    let again = wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?;
    let meant = crate::meaning(&again.mapping, "LIMBO");
    assert_eq!((meant, again.remembered), (Some(crate::Repair::Open), true));
    assert!(crate::notes_others(&again.mapping));
    Ok(())
}

#[test]
fn an_address_that_the_office_corrected_is_not_written_over_by_the_same_table() -> Result<(), Error>
{
    let office = office();
    office.bring(&office.write(ENGLISH), false)?;
    let address = order(&office, "1001").order.address.expect("an address");
    wait(office.engine.deed("edit", move |deed| {
        deed.edit(address, |address: &mut domain::Address| {
            address.place.detail = "12a High Street".to_owned();
        })
    }))?;
    office.bring(&office.write(ENGLISH), false)?;
    let place = order(&office, "1001").address.expect("an address").place;
    assert_eq!(place.detail, "12a High Street");

    let moved = ENGLISH.replace("RG1 1AA", "RG1 2BB");
    office.bring(&office.write(moved), false)?;
    let place = order(&office, "1001").address.expect("an address").place;
    assert_eq!(place.postcode, "RG1 1AA", "it is the office's own now");
    Ok(())
}

#[test]
fn what_a_customer_list_remarks_is_in_the_file_and_a_postcode_comes_later() -> Result<(), Error> {
    let office = office();
    let list = "Name,Phone,Address,Notes\nAnn Hill,0118 496 0123,12 High Street,Two dogs\n";
    office.bring(&office.write(list), false)?;
    let hit = wait(office.engine.find("Ann Hill", 1))?.remove(0);
    let household = wait(office.engine.household(hit.customer))?;
    assert_eq!(household.customer.note.as_deref(), Some("Two dogs"));

    let list = "Name,Phone,Address,Post Code\nAnn Hill,0118 496 0123,12 High Street,RG1 1AA\n";
    office.bring(&office.write(list), false)?;
    let household = wait(office.engine.household(hit.customer))?;
    let lines: Vec<_> =
        household.addresses.iter().map(|it| it.address.place.in_one_line()).collect();
    assert_eq!(lines, ["12 High Street, RG1 1AA"]);
    Ok(())
}

#[test]
fn a_job_that_is_booked_for_a_day_to_come_can_be_done_before_and_costs_what_was_agreed()
-> Result<(), Error> {
    let office = office();
    let clock = office.engine.clock().clone();
    let today = clock.today();
    let (soon, past) = (today + chrono::Days::new(1), today - chrono::Days::new(9));
    let list = format!(
        "Job No,Customer,Phone,Appliance,Fault,Date,Status,Charge\n\
         7001,Ann Hill,0118 496 0123,Oven,No heat,{soon},Booked,\u{a3}55.00\n\
         7002,Ben Hill,0118 496 0124,Oven,No heat,{past},Booked,\n\
         7003,Cat Hill,0118 496 0125,Oven,No heat,{past},Cancelled,55\n"
    );
    let report = office.bring(&office.write(list), false)?;
    assert_eq!((report.created, report.errors), (3, 0), "{report:?}");

    let booked = order(&office, "7001");
    assert_eq!(booked.order.received, clock.now(), "nobody called tomorrow");
    assert_eq!(booked.order.promised.map(domain::Slot::day), Some(soon));
    let total = booked.order.quote.map(domain::Quote::total);
    let currency = wait(office.engine.prices())?.currency;
    assert_eq!(total, domain::Money::parse("55", currency));
    let waiting = order(&office, "7002");
    assert_eq!(
        (waiting.state, waiting.order.promised, waiting.order.quote),
        (State::Ready, None, None)
    );

    let cancelled = order(&office, "7003");
    assert_eq!((cancelled.state, cancelled.order.quote), (State::Cancelled, None));
    let again = office.bring(&office.folder.path().join("jobs.csv"), false)?;
    assert_eq!((again.unchanged, again.created, again.updated), (3, 0, 0), "{again:?}");
    wait(office.engine.reinstate_order(cancelled.id))?;
    assert_eq!(order(&office, "7003").state, State::Ready, "it may be done after all");
    Ok(())
}

#[test]
fn the_words_of_this_program_are_understood_in_each_language() {
    for language in locale::Language::ALL {
        let locale = locale::Locale::new(language);
        let states = [
            State::Draft,
            State::Ready,
            State::Assigned,
            State::Booked,
            State::OnSite,
            State::WaitingPart,
            State::WaitingAppraisal,
            State::Exception,
            State::Done,
            State::SheetIn,
            State::CalledBack,
            State::Closed,
            State::Settled,
            State::Cancelled,
        ];
        for state in states {
            let word = locale.state(state);
            assert!(crate::import::fields::is_common(&word.to_lowercase()), "{word}");
        }
    }
    for word in ["待上门", "待上門", "未派工", "待件", "待料"] {
        assert!(crate::import::fields::is_common(word), "{word}");
    }
}

#[test]
fn a_charge_without_figures_and_finished_work_to_come_are_refused_under_the_names_of_their_columns()
-> Result<(), Error> {
    let office = office();
    let table = "姓名,电话,地址,产品,故障,日期,状态,费用\n\
                 王五,13812345678,上海市浦东新区一路1号,电视,黑屏,2026-11-01,已完工,abc\n\
                 赵七,13812345679,上海市浦东新区三路1号,电视,黑屏,2027-05-01,已完工,5\n\
                 孙八,13812345670,上海市浦东新区四路1号,电视,黑屏,2027-05-01,待件,免费\n";
    let report = office.bring(&office.write(table), false)?;
    let reasons: Vec<_> = report.refused.iter().map(|it| it.reason.clone()).collect();

    assert_eq!((report.errors, report.created), (2, 1));
    assert!(reasons[0].contains("费用") && reasons[0].contains("abc"), "{reasons:?}");
    assert!(reasons[1].contains("日期"), "{reasons:?}");
    let filter = OrderFilter { stage: Stage::All, ..OrderFilter::default() };
    let open = &wait(office.engine.orders(filter, 9))?.rows[0];
    assert_eq!(open.line, "上海市浦东新区四路1号");
    let file = wait(office.engine.order(open.id))?;
    let place = file.address.expect("an address").place;
    assert_eq!((place.city.as_str(), place.district.as_str()), ("上海市", "浦东新区"));
    Ok(())
}

#[test]
fn a_line_asks_for_the_service_that_it_names_and_a_word_of_nobody_is_refused() -> Result<(), Error>
{
    use domain::OrderKind::{Install, Maintenance, Repair};

    let office = office();
    let table = "单号,客户姓名,电话,服务类型,品类,故障描述,状态\n\
                 1,张三,13812345671,安装,空调,新机,待派工\n2,李四,13812345672,维修,冰箱,不冷,待派工\n\
                 3,王五,13812345673,,洗衣机,漏水,待派工\n4,赵六,13812345674,变魔术,空调,,待派工\n\
                 5,周七,13812345675,保养,空调,清洗,已完工\n";
    let path = office.write(table);
    let tried = office.bring(&path, true)?;
    assert_eq!(tried.services, [(Repair, 2), (Install, 1), (Maintenance, 1)].into());
    assert!(tried.strange.is_empty(), "it is no word under the results");
    let report = office.bring(&path, false)?;
    let refused: Vec<_> = report.refused.iter().map(|it| (it.line, it.reason.as_str())).collect();
    assert!(matches!(refused[..], [(5, why)] if why.contains("服务类型")), "{refused:?}");

    let mut kinds: Vec<_> =
        (["1", "2", "3", "5"]).map(|alias| order(&office, alias).order.kind).into();
    assert_eq!(kinds, [Install, Repair, Repair, Maintenance]);

    let corrected = table.replace("2,李四,13812345672,维修", "2,李四,13812345672,安装");
    let again = office.bring(&office.write(corrected), false)?;
    assert_eq!(again.updated, 1, "{again:?}");
    kinds = vec![order(&office, "2").order.kind];
    assert_eq!(kinds, [Install]);
    Ok(())
}

#[test]
fn an_address_that_begins_with_a_district_of_the_office_lies_in_its_area() -> Result<(), Error> {
    let office = office();
    let area = domain::Area {
        name: "浦东片".into(),
        city: "上海市".into(),
        district: "浦东新区".into(),
        ..domain::Area::default()
    };
    wait(office.engine.write_area(None, area))?;
    let table = "单号,姓名,电话,地址,产品,故障,状态\n\
                 1,王五,13812345678,浦东新区花木路300弄7号,电视,黑屏,待派工\n\
                 2,赵七,13812345679,黄浦区南京路1号,电视,黑屏,待派工\n";
    office.bring(&office.write(table), false)?;
    let place = |alias: &str| {
        let file = order(&office, alias);
        (file.address.expect("an address").place, file.whereabouts)
    };
    let (near, area) = place("1");
    assert_eq!((near.district.as_str(), near.detail.as_str()), ("浦东新区", "花木路300弄7号"));
    assert!(matches!(area, crate::Whereabouts::In { area, .. } if area == "浦东片"));
    let (far, area) = place("2");
    assert_eq!(far.detail, "黄浦区南京路1号", "nobody here knows that district");
    assert_eq!(area, crate::Whereabouts::Unknown);

    let again = office.bring(&office.folder.path().join("jobs.csv"), false)?;
    assert_eq!((again.unchanged, again.created, again.updated), (2, 0, 0), "{again:?}");
    Ok(())
}
