//! Two people stay two, and one stays one.

use domain::{Channel, Customer, CustomerId};

use super::*;
use crate::{List, Matching};

impl Office {
    fn people(&self) -> Vec<(CustomerId, Customer)> {
        let rows = wait(self.engine.customers(0, 99)).expect("a list").rows;
        let file = |id| wait(self.engine.household(id)).expect("a file").customer;
        let mut people: Vec<_> = rows.into_iter().map(|row| (row.id, file(row.id))).collect();
        people.sort_by_key(|(id, _)| *id);
        people
    }

    fn rewrite(&self, id: CustomerId, write: impl FnOnce(&mut Customer)) {
        let household = wait(self.engine.household(id)).expect("a file");
        let (opened, mut file) = (household.opened(), household.customer);
        write(&mut file);
        wait(self.engine.save_customer(Some(opened), file)).expect("it is saved");
    }

    fn merge(&self, kept: CustomerId, other: CustomerId) {
        let merging = crate::Merging {
            kept,
            other,
            taken: Vec::new(),
            addresses: std::collections::BTreeMap::new(),
            machines: std::collections::BTreeMap::new(),
        };
        wait(self.engine.merge(merging)).expect("they are one");
    }
}

fn figures(report: &ImportReport) -> (u64, u64, u64, u64) {
    (report.created, report.updated, report.unchanged, report.errors)
}

#[test]
fn two_without_a_phone_and_of_one_name_stay_two_however_often_they_come() {
    let lists = [
        ("姓名,手机,地址\n张伟,,世纪大道1号\n张伟,,张杨路9号\n", Matching::Usual),
        ("姓名,手机,地址\n张伟,,世纪大道1号\n张伟,,张杨路9号\n", Matching::Phone),
        ("客户编号,姓名,手机,地址\nC1,张伟,,世纪大道1号\nC2,张伟,,世纪大道1号\n", Matching::Usual),
        ("客户编号,姓名,手机,地址\nC1,张伟,,\nC2,张伟,,\n", Matching::NameAndAddress),
        ("客户编号,姓名,手机,地址\nC1,张伟,,\nC2,张伟,,\n", Matching::Number),
        ("客户编号,姓名,手机,地址\n无,张伟,,世纪大道1号\nN/A,张伟,,张杨路9号\n", Matching::Number),
        ("客户编号,姓名,手机\nC1,张伟,13812345678\nC2,张伟,13812345678\n", Matching::Usual),
    ];
    for (list, matching) in lists {
        let office = office();
        let report = office.list_by(list, List::Customers, matching);
        assert_eq!(figures(&report), (2, 0, 0, 0), "{list}");
        let addresses = office
            .people()
            .into_iter()
            .map(|(id, _)| wait(office.engine.household(id)).expect("a file").addresses.len());
        assert!(addresses.max() <= Some(1), "{list}");
        let again = office.list_by(list, List::Customers, matching);
        assert_eq!(figures(&again), (0, 0, 2, 0), "{list}");
        assert_eq!(office.people().len(), 2, "{list}");
    }

    let office = office();
    let list = "姓名,手机,地址,备注\n张伟,,世纪大道1号,\n张伟,,张杨路9号,\n张伟,,,谁的\n";
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (3, 0, 0, 0));
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 0, 3, 0));
}

#[test]
fn whom_the_office_put_right_is_not_there_anew() {
    let office = office();
    let list = "姓名,手机,地址\n王小名,13812345678,世纪大道1号\n张伟,,张杨路9号\n";
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (2, 0, 0, 0));
    let people = office.people();
    let called = |name: &str| people.iter().find(|(_, it)| it.name == name).expect("a file").0;
    let phone =
        |text: &str| domain::CustomerPhone::new(domain::Phone::parse(text).expect("a number"));
    office.rewrite(called("王小名"), |file| file.name = "王小明".into());
    office.rewrite(called("张伟"), |file| file.phones = vec![phone("13712345678")]);
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 0, 2, 0));
    office.rewrite(called("王小名"), |file| file.phones = vec![phone("13912345678")]);
    office.rewrite(called("张伟"), |file| file.name = "章伟".into());
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 0, 2, 0));

    let files: Vec<_> = office.people().into_iter().map(|(_, file)| file).collect();
    assert_eq!(files.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["王小明", "章伟"]);
    let digits =
        |at: usize| files[at].phones.iter().map(|it| it.number.digits()).collect::<Vec<_>>();
    assert_eq!(
        (digits(0), digits(1)),
        (vec!["13912345678"], vec!["13712345678"]),
        "as they put it"
    );
}

#[test]
fn two_files_that_were_found_to_be_one_stay_one_and_so_do_their_jobs() {
    let office = office();
    let list = "日期,姓名,手机,故障\n2026-11-01,王芳,13812345678,漏水\n2026-11-02,王先生,13812345678,不转\n";
    assert_eq!(figures(&office.bring_list(list, List::Jobs)), (2, 0, 0, 0));
    let people = office.people();
    let called = |name: &str| people.iter().find(|(_, it)| it.name == name).expect("a file").0;
    office.merge(called("王芳"), called("王先生"));
    assert_eq!(office.people().len(), 1);
    assert_eq!(figures(&office.bring_list(list, List::Jobs)), (0, 0, 2, 0));
    assert_eq!((office.people().len(), office.states().len()), (1, 2));

    let list = "姓名,手机,生日\n王芳,13812345678,1980-05-17\n王先生,13812345678,1975-01-02\n";
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 1, 1, 0));
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (0, 0, 2, 0));
    let file = office.people().remove(0).1;
    assert_eq!(
        (file.name.as_str(), file.birthday.and_then(domain::Birthday::year)),
        ("王芳", Some(1980))
    );
}

#[test]
fn a_number_that_thirty_households_share_finds_each_of_them() {
    let office = office();
    let lines = (1..=60).map(|at| format!("住户{at},58881234,银城路{at}号\n")).collect::<String>();
    let list = format!("姓名,手机,地址\n{lines}");
    assert_eq!(figures(&office.bring_list(&list, List::Customers)), (60, 0, 0, 0));
    assert_eq!(figures(&office.bring_list(&list, List::Customers)), (0, 0, 60, 0));
}

#[test]
fn a_number_finds_whose_name_or_phone_is_another_by_now_and_nobody_else() {
    let office = office();
    let list = "客户编号,姓名,手机\n1,王小明,13812345678\n";
    office.bring_list(list, List::Customers);
    let moved = "客户编号,姓名,手机\n1,王小明,13912345678\n";
    assert_eq!(figures(&office.bring_list(moved, List::Customers)), (0, 1, 0, 0));
    let of_another_system = "客户编号,姓名,手机\n1,李雷,13712345678\n";
    assert_eq!(figures(&office.bring_list(of_another_system, List::Customers)), (1, 0, 0, 0));
    assert_eq!(figures(&office.bring_list(of_another_system, List::Customers)), (0, 0, 1, 0));
    let names: Vec<_> = office.people().into_iter().map(|(_, file)| file.name).collect();
    assert_eq!(names, ["王小明", "李雷"]);
}

#[test]
fn an_unknown_serial_or_customer_number_leaves_it_to_the_phone_and_the_name() {
    let office = office();
    office.bring_list("姓名,电话,地址\n王小明,13812345678,世纪大道1号\n", List::Customers);
    let machines = "\
姓名,电话,品牌,序列号
王小明,13812345678,海尔,SN1
王小明,13812345678,西门子,SN2
李雷,13912345678,海尔,无
韩梅,13712345678,海尔,无
李雷,13912345678,西门子,N/A
";
    let report = office.list_by(machines, List::Appliances, Matching::Serial);
    assert_eq!(figures(&report), (5, 0, 0, 0), "{:?}", report.refused);
    let machines = |name: &str| office.household(name).machines;
    assert_eq!(office.people().len(), 3);
    assert_eq!(["王小明", "李雷", "韩梅"].map(|name| machines(name).len()), [2, 2, 1]);
    assert!(machines("韩梅")[0].appliance.serial.is_none(), "nobody knows it");

    let numbers = "客户编号,姓名,手机,地址\nC1,王小明,13812345678,\nC2,李雷,13912345678,\n";
    let report = office.list_by(numbers, List::Customers, Matching::Number);
    assert_eq!((figures(&report), office.people().len()), ((0, 2, 0, 0), 3));
}

#[test]
fn no_list_calls_somebody_again_who_refused() {
    let office = office();
    let list = |refused: &str| format!("姓名,手机,拒绝联系\n王小明,13812345678,{refused}\n");
    office.bring_list(&list("电话"), List::Customers);
    office.rewrite(office.people()[0].0, |file| file.refused = vec![Channel::Letter]);
    office.bring_list(&list("电话、短信"), List::Customers);
    let all = [Channel::Letter, Channel::Call, Channel::Message];
    assert_eq!(office.people()[0].1.refused, all);
    assert_eq!(figures(&office.bring_list(&list("电话"), List::Customers)), (0, 0, 1, 0));
    assert_eq!(office.people()[0].1.refused, all);

    let consent =
        "姓名,手机,同意联系\n李雷,13912345678,是\n韩梅,13712345678,X\n王小明,13812345678,是\n";
    let report = office.bring_list(consent, List::Customers);
    assert_eq!(figures(&report), (1, 0, 1, 1), "a cross may mean either");
    assert!(report.refused[0].reason.contains("X") && report.refused[0].line == 3);
    assert_eq!(office.people()[0].1.refused, all);
}

#[test]
fn of_two_people_with_one_phone_the_second_does_not_take_the_firsts_name() {
    let office = office();
    let list = "姓名,手机,地址\n王先生,13812345678,世纪大道1号\n李女士,13812345678,张杨路9号\n";
    let report = office.list_by(list, List::Customers, Matching::Phone);
    assert_eq!(figures(&report), (1, 0, 0, 1));
    assert!(report.refused[0].reason.contains("李女士"));
    assert_eq!(office.household("13812345678").addresses.len(), 1);
    let again = office.list_by(list, List::Customers, Matching::Phone);
    assert_eq!(figures(&again), (0, 0, 1, 1));

    let jobs = "单号,日期,姓名,手机,故障\n1,2026-11-01,王先生,13812345678,漏水\n2,2026-11-02,李女士,13812345678,不转\n";
    for expected in [(2, 0, 0, 0), (0, 0, 2, 0)] {
        assert_eq!(figures(&office.list_by(jobs, List::Jobs, Matching::Phone)), expected);
        assert_eq!(office.people()[0].1.name, "王先生");
    }
}

#[test]
fn a_trial_remembers_what_it_would_write() {
    let office = office();
    let list = "客户编号,姓名,手机,生日\nC1,王小明,13812345678,1980-05-17\nC1,王小明,13812345678,1980-05-18\n";
    assert_eq!(figures(&office.bring_list(list, List::Customers)), (1, 1, 0, 0));
}

#[test]
fn a_birthday_is_read_in_the_order_of_days() -> Result<(), Error> {
    let office = office();
    let list = "姓名,手机,生日\n王小明,13812345678,03/04\n李雷,13912345678,03/04/1980\n";
    let report = office.bring_list(list, List::Customers);
    assert_eq!(figures(&report), (0, 0, 0, 2));
    let path = office.write(list);
    let mut looked = wait(office.engine.inspect_table(&path, crate::Reading::default(), None))?;
    assert_eq!(looked.day_orders().len(), 1, "it can be chosen");
    crate::order_days(&mut looked.mapping, &crate::Transform::DayFirst);
    let report = office.bring_mapped(&path, looked.mapping, false)?;
    assert_eq!(figures(&report), (2, 0, 0, 0));
    let days: Vec<_> = office.people().into_iter().filter_map(|(_, it)| it.birthday).collect();
    assert!(days.iter().all(|day| (day.month(), day.day()) == (4, 3)), "{days:?}");
    Ok(())
}

#[test]
fn people_without_a_phone_are_found_by_badge_or_name() {
    let office = office();
    let list = "工号,姓名,电话,岗位\n007,刘洋,,师傅\n,陈静,,客户经理\n,陈静,,师傅\n,陈静,,师傅\n";
    let report = office.list_by(list, List::Staff, Matching::Phone);
    assert_eq!(figures(&report), (2, 0, 0, 2), "{:?}", report.refused);
    let locale = Locale::new(Language::English);
    assert!(report.refused[0].reason.contains("客户经理"));
    assert_eq!(report.refused[1].reason, locale.import_fault_person_twice());
    let again = office.list_by(list, List::Staff, Matching::Phone);
    assert_eq!(figures(&again), (0, 0, 2, 2));
}

#[test]
fn a_file_of_refused_lines_that_is_being_corrected_stays() -> Result<(), Error> {
    let office = office();
    let path = office.write("姓名,手机,生日\n王小明,13812345678,明天\n");
    let first = office.bring(&path, false)?.error_file.expect("one was refused");
    std::fs::write(&first, "half corrected").expect("room");
    let second = office.bring(&path, false)?.error_file.expect("one was refused");
    assert!(second.ends_with("jobs-refused-2.csv"), "{second:?}");
    assert_eq!(std::fs::read_to_string(&first).expect("it"), "half corrected");
    Ok(())
}
