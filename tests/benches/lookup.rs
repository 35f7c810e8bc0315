//! Finding a household by any scrap among 100,000, against SQLite's own LIKE over the same rows.

use std::path::Path;
use std::time::Duration;

use domain::{
    Address, Appliance, Category, Customer, CustomerId, CustomerPhone, Phone, Place, Record,
    fields_of,
};
use rusqlite::Connection;
use store::{Identity, Store};
use sync::{Chain, Change, DeviceId, Incarnation, OpId, StreamId};
use uuid::Uuid;

use super::table::{Table, ms, percentile, time};

const HOUSEHOLDS: u32 = 100_000;
const SURNAMES: [&str; 20] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗",
];
const GIVEN: [&str; 24] = [
    "伟", "芳", "秀英", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛",
    "明", "超", "秀兰", "霞", "平", "刚", "桂英", "晓红", "建国",
];
const ROADS: [&str; 12] = [
    "滨江路",
    "望湖街",
    "松林路",
    "新港大道",
    "学府路",
    "翠竹巷",
    "长宁街",
    "海棠路",
    "云溪路",
    "东关街",
    "南浦路",
    "金沙大道",
];

/// What is typed to find a household.
type Scrap = fn(&Household) -> String;

struct Household {
    name: String,
    phone: String,
    line: String,
    serial: String,
}

fn household(n: u32) -> Household {
    // A multiplicative hash spreads the parts so that no two households look alike.
    let mix = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let pick = |list: &[&str], shift: u32| list[(mix >> shift) as usize % list.len()].to_owned();

    Household {
        name: pick(&SURNAMES, 8) + &pick(&GIVEN, 20),
        phone: format!("13{:09}", mix % 1_000_000_000),
        line: format!("{} {} 号 {} 室", pick(&ROADS, 33), mix % 900 + 1, mix % 2_500 + 101),
        serial: format!("{:04}-{:08}", mix % 10_000, n),
    }
}

pub fn measure(folder: &Path, table: &mut Table) {
    let path = folder.join("lookup.db");
    let mut store = Store::open(&path).expect("a database");
    let identity = Identity {
        office: "BENCH".to_owned(),
        desk: "A".to_owned(),
        stream: StreamId::branch("BENCH").expect("a code"),
        device: DeviceId(Uuid::from_u128(1)),
        incarnation: Incarnation(Uuid::from_u128(2)),
        n: 0,
        chain: Chain::START,
        epoch: None,
    };
    store.transact(|session| session.put_identity(&identity)).expect("an empty database");
    fill(&mut store);
    let plain = Connection::open(folder.join("plain.db")).expect("a database");
    fill_plain(&plain);

    let scraps: [(&str, Scrap); 6] = [
        ("four digits of a phone", |h| h.phone[5..9].to_owned()),
        ("a whole phone", |h| h.phone.clone()),
        ("a name", |h| h.name.clone()),
        ("two characters of an address", |h| h.line.chars().take(2).collect()),
        ("surname and last four digits", |h| {
            format!("{} {}", h.name.chars().next().unwrap_or_default(), &h.phone[7..])
        }),
        ("the tail of a serial", |h| h.serial[8..].to_owned()),
    ];
    for (what, scrap) in scraps {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for n in (0..HOUSEHOLDS).step_by(701) {
            let text = scrap(&household(n));
            let (took, hits) = time(|| store.read(|session| session.find(&text, 12)));
            assert!(!hits.expect("an answer").is_empty(), "{text} is not found");
            ours.push(took);
            if n % (701 * 5) == 0 {
                theirs.push(like(&plain, &text));
            }
        }
        let (p50, p99) = (percentile(&mut ours, 0.5), percentile(&mut ours, 0.99));
        let floor = percentile(&mut theirs, 0.5);
        let ratio = p50.as_secs_f64() / floor.as_secs_f64();
        let figure = format!("p50 {} · p99 {}", ms(p50), ms(p99));
        table.row(
            &format!("find by {what}, 100,000 households"),
            figure,
            "SQLite LIKE over the same rows",
            Some(ratio),
        );
    }
}

/// Puts the households into an office.
pub fn fill(store: &mut Store) {
    for batch in 0..HOUSEHOLDS / 500 {
        store
            .transact(|session| {
                for n in batch * 500..(batch + 1) * 500 {
                    for change in changes(n) {
                        session.stage(change)?;
                    }
                }
                session.record_deed(OpId(Uuid::from_u128(u128::from(batch) + 10)), ("fill", ""), 0)
            })
            .expect("room on the disk");
    }
}

fn changes(n: u32) -> [Change; 3] {
    let Household { name, phone, line, serial } = household(n);
    let id = |kind: u128| Uuid::from_u128(kind << 64 | u128::from(n));
    let owner = CustomerId(id(1));
    let number = Phone::parse(&phone).expect("a number");
    let customer =
        Customer { name, phones: vec![CustomerPhone::new(number)], ..Customer::default() };
    let place = Place { detail: line, ..Place::default() };
    let address = Address::new(owner, place);
    let appliance = Appliance {
        customer: owner,
        address: None,
        category: Category::AirConditioner,
        name: None,
        brand: None,
        model: None,
        serial: Some(serial),
        made: None,
        purchased: None,
        installed: None,
        shop: None,
        invoice: None,
        sale: None,
        part_of: None,
        origin: None,
    };
    let create = |kind: &str, id, body| Change::Create { kind: kind.to_owned(), id, body };

    [
        create(Customer::KIND, id(1), fields_of(&customer)),
        create(Address::KIND, id(2), fields_of(&address)),
        create(Appliance::KIND, id(3), fields_of(&appliance)),
    ]
}

fn fill_plain(plain: &Connection) {
    plain
        .execute_batch(
            "create table household (name text, phone text, line text, serial text); begin",
        )
        .expect("an empty database");
    let mut insert =
        plain.prepare("insert into household values (?1, ?2, ?3, ?4)").expect("a table");
    for n in 0..HOUSEHOLDS {
        let Household { name, phone, line, serial } = household(n);
        insert.execute((name, phone, line, serial)).expect("room");
    }
    plain.execute_batch("commit").expect("room");
}

fn like(plain: &Connection, text: &str) -> Duration {
    let scraps: Vec<String> = text.split_whitespace().map(|scrap| format!("%{scrap}%")).collect();
    let (one, two) = (&scraps[0], scraps.last().unwrap_or(&scraps[0]));
    let sql = "select rowid from household
               where (name like ?1 or phone like ?1 or line like ?1 or serial like ?1)
                 and (name like ?2 or phone like ?2 or line like ?2 or serial like ?2)
               limit 12";
    let mut statement = plain.prepare_cached(sql).expect("a table");
    let (took, _) = time(|| {
        let rows = statement.query_map((one, two), |row| row.get::<_, i64>(0)).expect("rows");
        rows.flatten().count()
    });

    took
}
