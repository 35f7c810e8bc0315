//! The same written in several ways: in both scripts, in all readings, with an extension, in part.

use super::*;

#[test]
fn what_is_written_in_one_script_is_found_in_the_other() -> Result<(), Error> {
    let mut store = city()?;
    store.transact(|session| {
        household(session, 6, "鍾國強", "02123456789", "臺灣大道三段 99 號鐘樓旁")?;
        household(session, 7, "苏湾", "13511112222", "国台路 7 号")?;
        household(session, 8, "𰻝卿", "13511113333", "花木路 8 号")
    })?;
    for (scrap, expected) in [
        ("钟国强", 6),
        ("鍾國強", 6),
        ("国强", 6),
        ("zhongguoqiang", 6),
        ("台湾大道", 6),
        ("臺灣大道99號", 6),
        ("钟楼", 6),
        ("鐘樓 6789", 6),
        ("蘇灣", 7),
        ("國臺路", 7),
        ("國臺路7號", 7),
        // A character of extension G.
        ("𰻝", 8),
        ("𰻝卿", 8),
        ("曾", 2),
        ("zeng", 2),
    ] {
        assert_eq!(found(&mut store, scrap, 5)?.first(), Some(&expected), "{scrap}");
    }
    Ok(())
}

#[test]
fn a_name_is_found_by_each_of_its_readings() -> Result<(), Error> {
    let mut store = Store::in_memory()?;
    store.transact(|session| {
        crate::replica::found(session)?;
        household(session, 1, "单田芳", "13812345671", "世纪大道 1 号")?;
        household(session, 2, "仇英", "13812345672", "世纪大道 2 号")?;
        household(session, 3, "單雄信", "13812345673", "世纪大道 3 号")
    })?;
    for (scrap, expected) in [
        ("shantianfang", 1),
        ("dantianfang", 1),
        ("stf", 1),
        ("qiuying", 2),
        ("chouying", 2),
        ("shanxiongxin", 3),
        ("单雄信", 3),
    ] {
        assert_eq!(found(&mut store, scrap, 5)?, [expected], "{scrap}");
    }
    Ok(())
}

#[test]
fn whoever_has_an_extension_is_found_by_it_and_by_the_number_without() -> Result<(), Error> {
    let mut store = city()?;
    store.transact(|session| {
        household(session, 6, "安泰物业", "021-12345678 转 6601", "花木路 1 号")?;
        household(session, 7, "安泰食堂", "021-12345678 转 6602", "花木路 2 号")
    })?;
    for (scrap, expected) in [
        ("6602", &[7][..]),
        ("021-12345678转6602", &[7]),
        ("021 1234 5678 ext. 6601", &[6]),
        ("02112345678 6601", &[6]),
        ("安泰 6601", &[6]),
    ] {
        assert_eq!(found(&mut store, scrap, 5)?, expected, "{scrap}");
    }
    for scrap in ["02112345678", "021-12345678转9999", "3456"] {
        let found = found(&mut store, scrap, 5)?;
        assert!(found.contains(&6) && found.contains(&7), "{scrap}: {found:?}");
    }
    Ok(())
}

#[test]
fn the_number_of_an_order_is_found_whole_and_by_its_end() -> Result<(), Error> {
    let mut store = city()?;
    store.transact(|session| {
        session.stage(order(1, 1, "closed"))?;
        session.stage(order(31_502, 2, "closed"))
    })?;
    for (scrap, expected) in [
        ("SH01-A31502", 2),
        ("sh01a31502", 2),
        ("A31502", 2),
        ("31502", 2),
        ("1502", 2),
        ("SH01-A00001", 1),
        ("a00001", 1),
        ("2404-3AF7-00000003", 3),
        ("F700000003", 3),
    ] {
        assert_eq!(found(&mut store, scrap, 1)?, [expected], "{scrap}");
    }
    Ok(())
}
