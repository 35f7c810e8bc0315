//! Temporary pictures.
use std::path::Path;
use domain::*;
use engine::*;
use iced::Size;
use locale::{Language, Locale};
use ui::shot::Frame;
use crate::context::Context;
use crate::desk_window::{DeskWindow, Message};
use crate::look::Look;
use crate::place::{Caller, Place as At};
use crate::testing::{settle, wait, MORNING};

fn cx(language: Language, dark: bool) -> Context {
    let engine = Engine::in_memory(Clock::by_hand(MORNING)).expect("memory");
    let place = Place { province: "上海市".into(), city: "上海市".into(), district: "浦东新区".into(), ..Place::default() };
    let founding = Founding {
        office: Office { code: "SH01".into(), name: "浦东服务网点".into(), place, ..Default::default() },
        first: "李秀英".into(),
        technicians: vec!["王建国".into(), "陈志强".into(), "赵敏".into()],
    };
    wait(engine.found_office(founding)).expect("office");
    let look = Look { language, dark, ..Look::default() };
    Context { engine, locale: Locale::new(language), look }
}

fn intake(name: &str, phone: &str, detail: &str, category: Category, brand: &str, model: &str, bought: &str) -> Intake {
    Intake {
        name: name.into(), phone: Phone::parse(phone),
        place: Place { province: "上海市".into(), city: "上海市".into(), district: "浦东新区".into(), street: "张江镇".into(), detail: detail.into(), ..Place::default() },
        plate: Plate { category: Some(category), brand: brand.into(), model: model.into(), serial: "CYD60A2605017731".into(), purchased: bought.parse().ok(), installed: None },
        fault: Some("F01".into()), description: "热水器插上电没有反应，昨天还好好的。下午三点以后家里有人，来之前先打电话。".into(),
        ..Intake::default()
    }
}

fn fill(cx: &Context) -> (OrderId, CustomerId) {
    let e = &cx.engine;
    let people = [
        ("欧阳喆㛃", "13800138000", "科苑路 88 弄 12 号 1603 室", Category::WaterHeater, "澄源", "CY-D60A", "2026-05-01"),
        ("李𬱖", "13912345678", "祖冲之路 2305 号 B 座 5 楼", Category::AirConditioner, "海澜", "KFR-72GW", "2021-03-12"),
        ("陈家豪有限公司上海分公司", "02158886688", "碧波路 690 号 7 号楼 201 室（靠近地铁二号线张江高科站三号口，小区东门进）", Category::RangeHood, "澄源", "CXW-268", ""),
        ("王小明", "13701234567", "金科路 2966 号", Category::Washer, "", "", "2025-01-20"),
        ("张敏", "13601999888", "龙东大道 3000 号 1 号楼 A 座 902", Category::GasStove, "澄源", "JZT-B20", "2019-08-08"),
        ("周凯", "15800001111", "张衡路 500 弄 12 号 402", Category::Refrigerator, "", "BCD-502", "2024-11-11"),
    ];
    let mut first = None;
    for i in 0..24 {
        let (n, p, d, c, b, m, day) = people[i % 6];
        e.clock().set(Moment(MORNING.0 - (24 - i as i64) * 3_600_000 * 5));
        let mut it = intake(n, p, d, c, b, m, day);
        let hits = wait(e.find(p, 3)).unwrap_or_default();
        if i >= 6 { it.customer = hits.first().map(|h| h.customer); }
        if i >= 12 && i % 3 == 0 { it.kind = OrderKind::Maintenance; }
        if let Some(c) = it.customer { let h = wait(e.household(c)).expect("h"); if i != 7 { it.appliance = h.machines.first().map(|m| m.id); } }
        it.urgent = i % 7 == 3;
        if i == 20 { it.kind = OrderKind::Complaint; }
        if i == 13 { it.kind = OrderKind::Consultation; }
        let r = wait(e.receive_order(it)).expect("order");
        if i == 0 { first = Some((r.order, r.customer)); }
        if i % 5 == 4 { let _ = wait(e.cancel_order(r.order, CancelReason::SolvedByPhone, None)); }
        if i % 5 == 3 { let _ = wait(e.advance_order(r.order, Event::Urge, None)); }
        if i % 6 == 5 { let _ = wait(e.advance_order(r.order, Event::RaiseException, Some("客户不在上海，下月再约".into()))); }
    }
    e.clock().set(MORNING);
    let (o, c) = first.expect("one");
    let _ = wait(e.cancel_order(o, CancelReason::Duplicate, None));
    let _ = wait(e.reinstate_order(o));
    let desk = wait(e.desk()).expect("d").expect("desk");
    let tech = desk.staff.iter().find(|s| s.technician).expect("t").id;
    let slot = Slot::new(e.clock().today(), 840, 960).ok();
    more(cx, o, tech, slot);
    let h = wait(e.household(c)).expect("h");
    let mut p = h.customer.clone();
    p.level = Level::Vip; p.refused = vec![Channel::Letter]; p.note = Some("家里有狗，进门前先打电话；老人耳背。".into()); p.language = Some("上海话".into());
    p.phones.push(CustomerPhone { number: Phone::parse("021-58881234 转 8").expect("p"), label: Some("女儿".into()) });
    let _ = wait(e.save_customer(Some(c), p));
    (o, c)
}

fn more(cx: &Context, o: OrderId, tech: StaffId, slot: Option<Slot>) {
    let e = &cx.engine;
    let plan = Plan { technician: tech, slot, agreed: true, remark: None };
    let done = wait(e.assign(o, plan)).expect("assign");
    let sheets = wait(e.job_sheets(vec![done.visit], cx.look.language)).expect("sheets");
    wait(e.record_prints(&sheets)).expect("printed");
    e.clock().set(Moment(MORNING.0 + 3_600_000 * 8));
    let entry = SheetEntry { visit: done.visit, outcome: Outcome::Finished, fault: Some("F01".into()), cause: Some("C01".into()), measure: Some("M01".into()), parts: Vec::new(), other: Money::fen(3000), cash: Money::fen(3000), remark: Some("更换温控器，试机正常".into()) };
    match wait(e.enter_sheet(entry)) { Ok(_) => {}, Err(err) => eprintln!("sheet {err:?}") }
}

fn shoot(cx: &Context, place: At, name: &str, after: impl Fn(&mut DeskWindow, &Context)) {
    ui::fonts::install(cx.look.language.tag());
    let desk = wait(cx.engine.desk()).expect("d").expect("desk");
    let (mut w, task) = DeskWindow::new(desk, cx);
    run(&mut w, settle(task).collect(), cx);
    let t = w.go(place, cx);
    run(&mut w, settle(t).collect(), cx);
    after(&mut w, cx);
    for (s, tag) in [(1.0, ""), (2.0, "-2x")] {
        if s > 1.5 && std::env::var("TWICE").is_err() { continue; }
        let frame = Frame { size: Size::new(1366 * if s > 1.5 { 1 } else { 1 }, 768), scale: s, theme: cx.look.theme() };
        let png = ui::shot::png(w.view(cx), &frame).expect("png");
        std::fs::write(Path::new("/tmp/look").join(format!("{name}{tag}.png")), png).expect("write");
    }
}

fn run(w: &mut DeskWindow, messages: Vec<Message>, cx: &Context) {
    let mut q: std::collections::VecDeque<_> = messages.into();
    while let Some(m) = q.pop_front() { let (t, _) = w.update(m, cx); q.extend(settle(t)); }
}

fn press(w: &mut DeskWindow, key: iced::keyboard::key::Named, cx: &Context) {
    let s = crate::shortcut::Shortcut { key: iced::keyboard::Key::Named(key), modifiers: iced::keyboard::Modifiers::empty() };
    run(w, vec![Message::Pressed(s)], cx);
}

#[test]
fn pictures() {
    use iced::keyboard::key::Named;
    let _ = std::fs::create_dir_all("/tmp/look");
    for (language, dark, tag) in [(Language::SimplifiedChinese, false, "zh"), (Language::English, true, "en")] {
        let cx = cx(language, dark);
        shoot(&cx, At::Orders, &format!("{tag}-orders-empty"), |_, _| {});
        let (o, c) = fill(&cx);
        shoot(&cx, At::Orders, &format!("{tag}-orders"), |_, _| {});
        shoot(&cx, At::Order(o), &format!("{tag}-order"), |_, _| {});
        shoot(&cx, At::Order(o), &format!("{tag}-order-edit"), |w, cx| press(w, Named::F2, cx));
        shoot(&cx, At::Order(o), &format!("{tag}-order-cancel"), |w, cx| { press(w, Named::Delete, cx); press(w, Named::F10, cx); });
        shoot(&cx, At::Customers, &format!("{tag}-customers"), |_, _| {});
        shoot(&cx, At::Customers, &format!("{tag}-customers-new"), |w, cx| press(w, Named::F7, cx));
        shoot(&cx, At::Household(c), &format!("{tag}-household"), |_, _| {});
        shoot(&cx, At::Household(c), &format!("{tag}-household-edit"), |w, cx| press(w, Named::F2, cx));
        shoot(&cx, At::Household(c), &format!("{tag}-household-machine"), |w, cx| press(w, Named::F7, cx));
        shoot(&cx, At::Intake(Caller { customer: Some(c), ..Caller::default() }), &format!("{tag}-intake"), |_, _| {});
        shoot(&cx, At::Intake(Caller { typed: "18899990000".into(), ..Caller::default() }), &format!("{tag}-intake-new"), |w, cx| press(w, Named::F10, cx));
    }
}
