//! What a dispatcher types, and what must come up.

use domain::{
    Address, Appliance, Category, Customer, CustomerId, CustomerPhone, Phone, Place, Record,
    fields_of,
};
use sync::Change;
use uuid::Uuid;

use crate::{Error, HitKind, Session, Store};

mod written;

fn household(
    session: &Session<'_>,
    n: u128,
    name: &str,
    phone: &str,
    detail: &str,
) -> Result<Uuid, Error> {
    let id = Uuid::from_u128(n);
    let number = Phone::parse(phone).expect("a number");
    let customer = Customer {
        name: name.to_owned(),
        phones: vec![CustomerPhone::new(number)],
        ..Customer::default()
    };
    let address = Address::new(
        CustomerId(id),
        Place {
            city: "上海市".to_owned(),
            district: "浦东新区".to_owned(),
            detail: detail.to_owned(),
            ..Place::default()
        },
    );
    let appliance = Appliance {
        customer: CustomerId(id),
        address: None,
        category: Category::AirConditioner,
        name: None,
        brand: None,
        model: Some("KFR-35GW/BpDN".to_owned()),
        serial: Some(format!("2404-3AF7-{n:08}")),
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
    session.stage(create(Customer::KIND, id, fields_of(&customer)))?;
    session.stage(create(Address::KIND, Uuid::from_u128(n + 1_000), fields_of(&address)))?;
    session.stage(create(Appliance::KIND, Uuid::from_u128(n + 2_000), fields_of(&appliance)))?;
    Ok(id)
}

fn city() -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "王小明", "13812345678", "世纪大道 100 号 8 栋 302 室")?;
        household(session, 2, "曾红", "021-58886688", "张杨路 500 弄 12 号")?;
        household(session, 3, "𬎆𬱖", "13900001111", "世纪大道 1 号")?;
        household(session, 4, "王明明", "18612340000", "陆家嘴环路 9 号")?;
        household(session, 5, "Smith & Sons", "00442079460000", "1 High Street")?;
        Ok::<_, Error>(())
    })?;
    Ok(store)
}

#[test]
fn any_scrap_finds_its_household() -> Result<(), Error> {
    let mut store = city()?;
    for (scrap, expected) in [
        ("13812345678", 1),
        ("+86 138 1234 5678", 1),
        ("5678", 1),
        ("345", 1),
        ("小明", 1),
        ("wangxiaoming", 1),
        ("wxm", 1),
        ("xiaom", 1),
        ("zenghong", 2),
        ("ceng", 2),
        ("6688", 2),
        ("张杨路", 2),
        ("𬎆", 3),
        ("00000003", 3),
        ("smith", 5),
        ("王 陆家嘴", 4),
        ("wmm", 4),
        ("浦东 0000 王", 4),
        ("张杨路500", 2),
        ("世纪大道100号", 1),
        ("王xm", 1),
        ("wangxm", 1),
        ("wxiaom", 1),
        ("wang小明", 1),
        ("w小明", 1),
        ("王ming", 4),
    ] {
        let hits = store.read(|session| session.find(scrap, 5))?;
        let first = hits.first().map(|hit| hit.customer.0.as_u128());
        assert_eq!(first, Some(expected), "{scrap}: {hits:?}");
    }
    Ok(())
}

#[test]
fn a_name_goes_before_one_that_is_hardly_ever_read_so() -> Result<(), Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "周浩然", "13812345678", "世纪大道 100 号")?;
        // The first character has a reading that begins with zh, but not as a name.
        household(session, 2, "董浩然", "13812345679", "世纪大道 102 号")?;
        Ok::<_, Error>(())
    })?;
    let hits = store.read(|session| session.find("zhr", 5))?;

    assert_eq!(hits.first().map(|hit| hit.name.as_str()), Some("周浩然"));
    Ok(())
}

#[test]
fn what_nobody_has_finds_nobody() -> Result<(), Error> {
    let mut store = city()?;
    for scrap in ["9999", "赵", "zz", "   ", "\"", "* OR *", "王 9999"] {
        assert_eq!(store.read(|session| session.find(scrap, 5))?, [], "{scrap}");
    }
    Ok(())
}

#[test]
fn a_serial_says_which_machine() -> Result<(), Error> {
    let hits = city()?.read(|session| session.find("3AF7-00000002", 5))?;

    assert!(matches!(hits.first().map(|hit| hit.kind), Some(HitKind::Appliance(_))));
    assert_eq!(hits.first().map(|hit| hit.reason.as_str()), Some("2404-3AF7-00000002"));
    Ok(())
}

#[test]
fn an_index_made_anew_finds_the_same() -> Result<(), Error> {
    let mut store = city()?;
    let before = store.read(|session| session.find("世纪大道", 9))?;
    store.transact(|session| session.rebuild_search().inspect(|all| assert!(*all > 0)))?;

    assert_eq!(store.read(|session| session.find("世纪大道", 9))?, before);
    assert_eq!(before.len(), 2);
    Ok(())
}

/// A city in which everybody has the same scraps, and the oldest households are called by them.
fn crowd() -> Result<Store, Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "王芳", "13900000001", "芳华路 1 号")?;
        household(session, 2, "芳", "13900000002", "世纪大道 2 号")?;
        household(session, 3, "芳菲", "13900000003", "世纪大道 3 号")?;
        household(session, 4, "Ann Lee", "13900000004", "世纪大道 4 号")?;
        for n in 10..900 {
            let name = format!("赵芳{n} Joann Leeds");
            household(session, n, &name, "13812345678", "世纪大道 100 号王芳旁边")?;
        }
        Ok::<_, Error>(())
    })?;
    Ok(store)
}

#[test]
fn whoever_is_called_by_a_common_scrap_is_found_before_all_who_merely_hold_it() -> Result<(), Error>
{
    let mut store = crowd()?;
    for (scrap, first) in [
        ("芳", &[2, 3][..]),
        ("王芳", &[1]),
        ("Ann Lee", &[4]),
        ("annlee", &[4]),
        ("芳 世纪", &[2, 3]),
        ("ann 世纪", &[4]),
    ] {
        let hits = store.read(|session| session.find(scrap, 5))?;
        let found: Vec<_> = hits.iter().map(|hit| hit.customer.0.as_u128()).collect();
        assert_eq!(found.len(), 5, "{scrap}");
        assert!(first.iter().zip(&found).all(|(one, found)| one == found), "{scrap}: {found:?}");
    }
    Ok(())
}

#[test]
fn accents_are_typed_or_left_out() -> Result<(), Error> {
    let mut store = city()?;
    store.transact(|session| {
        household(session, 6, "Renée Gŵyn", "02920180018", "Ysgol Łódź 3")?;
        household(session, 7, "Rene Smith", "02920180019", "1 High Street")
    })?;
    for (scrap, expected) in [
        ("renee", &[6][..]),
        ("Renée", &[6]),
        ("RENÉE gwyn", &[6]),
        ("lodz", &[6]),
        ("réné sm", &[7]),
    ] {
        let hits = store.read(|session| session.find(scrap, 5))?;
        let found: Vec<_> = hits.iter().map(|hit| hit.customer.0.as_u128()).collect();
        assert_eq!(found, expected, "{scrap}");
    }
    Ok(())
}

#[test]
fn a_machine_is_found_by_its_brand_and_kind_with_another_scrap() -> Result<(), Error> {
    use crate::Meant;

    let mut store = city()?;
    store.transact(|session| {
        for (n, customer, brand) in [(1_u128, 1_u128, "海尔"), (2, 4, "Haier"), (3, 2, "美的")]
        {
            let machine = serde_json::json!({
                "customer": Uuid::from_u128(customer), "brand": brand, "category": "refrigerator",
            });
            let serde_json::Value::Object(body) = machine else { continue };
            let (kind, id) = (Appliance::KIND.to_owned(), Uuid::from_u128(n + 3_000));
            session.stage(Change::Create { kind, id, body: body.into_iter().collect() })?;
        }
        Ok::<_, Error>(())
    })?;
    let fridge = |scrap: &str| match scrap {
        "冰箱" => vec![Meant::Category(Category::Refrigerator)],
        _ => Vec::new(),
    };
    for (text, expected) in [
        ("haier 冰箱 王", &[4, 1][..]),
        ("王 海尔", &[1]),
        ("冰箱 红", &[2]),
        ("冰箱 𬎆", &[]),
        ("meidi 冰箱", &[2]),
    ] {
        let hits = store.read(|session| session.find_meant(text, 5, fridge))?;
        let mut found: Vec<_> = hits.iter().map(|hit| hit.customer.0.as_u128()).collect();
        found.sort_by_key(|found| expected.iter().position(|one| one == found));
        assert_eq!(found, expected, "{text}");
    }
    Ok(())
}

#[test]
fn digits_are_the_end_of_a_telephone_number_before_that_of_a_machine() -> Result<(), Error> {
    let mut store = city()?;
    store.transact(|session| {
        // Its serial ends with 00123, and it is the newest.
        household(session, 123, "陈志强", "13455667788", "川沙路 3 号")?;
        household(session, 7, "赵丽", "13700000123", "川沙路 5 号")
    })?;
    let hits = store.read(|session| session.find("0123", 9))?;
    let found: Vec<_> = hits.iter().map(|hit| (hit.name.as_str(), hit.kind)).collect();

    assert_eq!(found[0], ("赵丽", HitKind::Customer), "{found:?}");
    assert!(found.iter().any(|(name, _)| *name == "陈志强"));
    Ok(())
}

/// An order of a customer.
fn order(n: u128, customer: u128, state: &str) -> Change {
    let body = serde_json::json!({
        "number": format!("SH01-A{n:05}"), "kind": "repair", "customer": Uuid::from_u128(customer), "state": state,
        "received": 1_700_000_000_000_i64,
    });
    let body = body.as_object().cloned().unwrap_or_default();

    Change::Create { kind: "order".to_owned(), id: Uuid::from_u128(n + 9_000_000), body }
}

/// How the households are called that are found, best first.
fn found(store: &mut Store, text: &str, limit: usize) -> Result<Vec<u128>, Error> {
    let hits = store.read(|session| session.find(text, limit))?;

    Ok(hits.iter().map(|hit| hit.customer.0.as_u128()).collect())
}

#[test]
fn whoever_waits_goes_before_who_fits_no_better_and_the_exact_name_before_both() -> Result<(), Error>
{
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "李伟", "13900000001", "芳华路 1 号")?;
        for n in 10..900 {
            household(session, n, &format!("李伟{n}"), &format!("138{n:08}"), "世纪大道 100 号")?;
        }
        session.stage(order(1, 20, "assigned"))
    })?;
    store.transact(|session| session.stage(order(2, 21, "closed")))?;

    assert_eq!(found(&mut store, "李伟", 3)?[..2], [1, 20]);
    assert_eq!(
        found(&mut store, "世纪大道", 3)?[..2],
        [20, 21],
        "what happened last, but for who waits"
    );
    // Once nobody goes there any more, it is a household like others.
    store.transact(|session| {
        let (kind, id) = ("order".to_owned(), Uuid::from_u128(1 + 9_000_000));
        let fields = serde_json::json!({"state": "closed"});
        let fields = fields.as_object().cloned().unwrap_or_default();
        session.stage(Change::Patch { kind, id, base_rev: 0, fields })?;
        household(session, 900, "李伟900", "13800000900", "世纪大道 100 号")
    })?;
    assert_eq!(found(&mut store, "李伟", 2)?, [1, 900]);
    Ok(())
}

#[test]
fn the_end_of_a_telephone_number_is_found_among_many_that_hold_it_inside() -> Result<(), Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "李伟", "13900026688", "芳华路 1 号")?;
        for n in 10..900 {
            household(session, n, "王芳", &format!("1366880{n:04}"), "世纪大道 100 号")?;
        }
        Ok::<_, Error>(())
    })?;

    assert_eq!(found(&mut store, "6688", 5)?.first(), Some(&1));
    assert_eq!(found(&mut store, "026688", 5)?, [1]);
    Ok(())
}

#[test]
fn what_finds_a_household_as_before_is_not_written_again() -> Result<(), Error> {
    let mut store = city()?;
    let row = |store: &mut Store| -> Result<i64, Error> {
        let sql = "select row from search_row where customer = ?1";
        store.read(|session| {
            Ok(session.db.query_row(sql, [Uuid::from_u128(1)], |row| row.get(0))?)
        })
    };
    let before = row(&mut store)?;
    let note = |level: &str, name: &str| {
        let fields = serde_json::json!({"level": level, "name": name});
        let fields = fields.as_object().cloned().unwrap_or_default();
        let (kind, id) = (Customer::KIND.to_owned(), Uuid::from_u128(1));
        Change::Patch { kind, id, base_rev: 0, fields }
    };
    store.transact(|session| session.stage(note("vip", "王小明")))?;
    assert_eq!(row(&mut store)?, before);
    store.transact(|session| session.stage(note("vip", "王小红")))?;
    assert!(row(&mut store)? > before);
    assert_eq!(found(&mut store, "小红", 5)?, [1]);
    assert_eq!(found(&mut store, "小明", 5)?, []);
    Ok(())
}

#[test]
fn as_many_are_found_by_what_many_have_as_are_asked_for() -> Result<(), Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        for n in 10..400 {
            household(session, n, "王芳", &format!("138{n:08}"), "世纪大道 100 号")?;
            let machine = serde_json::json!({
                "customer": Uuid::from_u128(n), "brand": "海尔", "category": "refrigerator",
            });
            let body = machine.as_object().cloned().unwrap_or_default();
            let (kind, id) = (Appliance::KIND.to_owned(), Uuid::from_u128(n + 5_000));
            session.stage(Change::Create { kind, id, body })?;
        }
        Ok::<_, Error>(())
    })?;

    assert_eq!(found(&mut store, "王 海尔", 200)?.len(), 200);
    Ok(())
}
