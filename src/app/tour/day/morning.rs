//! The morning: headquarters sends an order, a customer calls, both are on the list.

use std::time::Duration;

use domain::{Category, Event, OrderKind, Phone, Place as Address, Slot, State};
use engine::{Engine, Intake, OrderFilter, Plate, hq};
use serde_json::json;

use super::Day;
use crate::place::{Caller, Place};
use crate::tour::{Astray, Ledger, request};

/// How long a desk may take to hear of an order at headquarters.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn receive(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    sale(day, ledger)?;
    call(day, ledger)?;
    crowd(day, ledger)?;
    day.picture("today", Some(Place::Today))?;
    day.picture("orders", Some(Place::Orders))?;
    day.other_looks("orders")?;
    find(day, ledger)
}

/// A shop reports a sale to headquarters; the branch's desk has the order a moment later.
fn sale(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    let key = hq::intake::add_key(day.hq.storage(), "shop")?;
    let order = json!({
        "source": "shop",
        "kind": "install",
        "customer": { "name": "欧阳喆㛃", "phones": ["13800138000"] },
        "address": {
            "province": "上海市", "city": "上海市", "district": "浦东新区", "street": "张江镇",
            "detail": "科苑路 88 弄 12 号 302 室", "code": "310115"
        },
        "appliance": { "category": "water_heater", "brand": "海川", "model": "ES60H-Q5" },
        "description": "新购 60 升电热水器，请预约安装。"
    });
    let (status, answer) = request::post(day.hq.address(), "/v1/intake/orders", &key, &order)?;
    ledger.expect("status of the sale report", &status, &201);
    let number = answer["order"].as_str().unwrap_or_default();
    ledger.note(format!("a shop reported a sale; headquarters made order {number} for the branch"));
    // Nobody asks for it: the desk hears of it by itself.
    day.wait(first_order(&day.first))?;
    let rows = day.wait(day.first.orders(OrderFilter::default(), 50))?.rows;
    ledger.expect("orders on the desk", &rows.len(), &1);
    let state = rows.first().map(|row| row.state);
    ledger.expect("state of the order from headquarters", &state, &Some(State::Ready));
    day.orders.extend(rows.first().map(|row| row.id));
    ledger.note("it is on the dispatcher's desk");

    Ok(())
}

/// Waits until an order is here, or for as long as anyone would.
async fn first_order(engine: &Engine) -> Result<(), Astray> {
    let mut changes = engine.changes();
    while engine.orders(OrderFilter::default(), 1).await?.rows.is_empty() {
        if tokio::time::timeout(PATIENCE, changes.changed()).await.is_err() {
            break;
        }
    }

    Ok(())
}

/// A customer calls about a machine that still is in warranty.
fn call(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    day.stage.enter(Place::Intake(Caller { typed: "13912345678".to_owned(), ..Caller::default() }));
    day.picture("intake", None)?;
    let today = day.first.clock().today();
    let intake = Intake {
        name: "曾小红".to_owned(),
        phone: Phone::parse("139 1234 5678"),
        place: Address {
            province: "上海市".to_owned(),
            city: "上海市".to_owned(),
            district: "浦东新区".to_owned(),
            street: "陆家嘴街道".to_owned(),
            detail: "浦城路 99 弄 5 号 1102 室".to_owned(),
            ..Address::default()
        },
        plate: Plate {
            category: Some(Category::AirConditioner),
            brand: "海川".to_owned(),
            model: "KFR-35GW/BpDN".to_owned(),
            serial: "2404-3AF7-00918273".to_owned(),
            purchased: today.checked_sub_months(chrono::Months::new(4)),
            installed: None,
        },
        kind: OrderKind::Repair,
        description: "开机十分钟后外机停转，面板显示 E6。".to_owned(),
        promised: Slot::new(today, 14 * 60, 16 * 60).ok(),
        ..Intake::default()
    };
    let received = day.wait(day.first.receive_order(intake))?;
    ledger.note(format!("a caller's order is taken in as {}", received.number));
    day.caller = Some(received.customer);
    day.orders.push(received.order);
    let file = day.wait(day.first.order(received.order))?;
    ledger.expect("state of the caller's order", &file.state, &State::Ready);
    let warranty = file.order.warranty.as_ref().is_some_and(domain::Verdict::in_warranty);
    ledger.hold("four months after the purchase, the machine is in warranty", warranty);

    Ok(())
}

/// Who else calls: name, number, where, on which machine, what for, in their words.
const PEOPLE: [(&str, &str, &str, Category, OrderKind, &str); 6] = [
    (
        "王小明",
        "13712340001",
        "世纪大道 100 号 8 栋 302 室",
        Category::RangeHood,
        OrderKind::Maintenance,
        "油烟机清洗，约两年未洗。",
    ),
    (
        "李𬱖",
        "13712340002",
        "张杨路 500 弄 12 号 601 室",
        Category::Washer,
        OrderKind::Repair,
        "脱水时漏水，地上一滩。",
    ),
    (
        "陈家豪",
        "13712340003",
        "锦绣路 888 弄 3 号 1502 室",
        Category::GasStove,
        OrderKind::Repair,
        "左灶打不着火。",
    ),
    (
        "赵国栋",
        "13712340004",
        "丁香路 1200 弄 20 号 101 室",
        Category::Refrigerator,
        OrderKind::Repair,
        "冷藏室不制冷，冷冻正常。",
    ),
    (
        "孙丽华",
        "13712340005",
        "花木路 1500 弄 6 号 903 室",
        Category::WaterPurifier,
        OrderKind::Maintenance,
        "更换滤芯。",
    ),
    (
        "周𠅤",
        "13712340006",
        "金桥路 300 弄 9 号 204 室",
        Category::GasWaterHeater,
        OrderKind::Repair,
        "打不着火，显示 E1，家里有老人，请尽快。",
    ),
];

/// More calls, so that the lists are lists.
fn crowd(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    for (at, (name, phone, detail, category, kind, words)) in PEOPLE.into_iter().enumerate() {
        let intake = Intake {
            name: name.to_owned(),
            phone: Phone::parse(phone),
            place: Address {
                city: "上海市".to_owned(),
                district: "浦东新区".to_owned(),
                detail: detail.to_owned(),
                ..Address::default()
            },
            plate: Plate {
                category: Some(category), brand: "海川".to_owned(), ..Plate::default()
            },
            kind,
            description: words.to_owned(),
            urgent: at == 5,
            ..Intake::default()
        };
        let received = day.wait(day.first.receive_order(intake))?;
        day.orders.push(received.order);
    }
    ledger.note(format!("{} more calls", PEOPLE.len()));
    let (end, _) = domain::Progress::replay(OrderKind::Repair.family(), [Event::Accept]);
    for order in &day.orders[2..] {
        let state = day.wait(day.first.order(*order))?.state;
        ledger.expect("state of an order taken in", &state, &end.state);
    }

    Ok(())
}

/// The caller bar finds the household by any scrap.
fn find(day: &mut Day<'_>, ledger: &mut Ledger<'_>) -> Result<(), Astray> {
    for scrap in ["5678", "曾小", "zengxiaohong", "zxh", "浦城路", "00918273", "139 1234 5678"]
    {
        let hits = day.wait(day.first.find(scrap, 5))?;
        let first = hits.first().map(|hit| hit.customer);
        ledger.expect(&format!("household found by {scrap}"), &first, &day.caller);
    }
    ledger.note("the caller is found by phone, name, pinyin, initials, address and serial");
    if let Some(caller) = day.caller {
        day.picture("household", Some(Place::Household(caller)))?;
    }

    Ok(())
}
