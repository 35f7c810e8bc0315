//! What stands on the pages, and what does not.

use super::*;

#[tokio::test]
async fn names_are_words_and_never_markup() {
    let house = House::new();
    furnished(&house);
    let evil = "<script>alert(1)</script>\"'&";
    branch::add(&house.storage, "EV01", evil, &[]).expect("a branch");
    staff::add(&house.storage, "EV01", (evil, Some("<b>")), &[]).expect("a person");
    let mut wang = Browser::of(&house, "wang").await;
    let looked = [
        "/console",
        "/console/branch/EV01",
        "/console/journal",
        "/console?q=%3Cscript%3E%22",
        "/console/orders?number=%3Cscript%3E",
    ];
    for path in looked {
        let page = wang.page(path).await;
        assert!(!page.contains("<script") && !page.contains("<b>"), "{path}");
        assert!(page.contains("&lt;script&gt;"), "{path}");
    }
    let answer = wang.post("/console/branch/EV01/hire", &[("name", "x"), ("badge", "<b>")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the badge is another's");
    assert!(text(&answer).contains("&lt;b&gt;") && !text(&answer).contains("<b>"));
    assert!(text(&answer).contains("name=\"badge\" value=\"&lt;b&gt;\""), "what was typed is kept");
}

#[tokio::test]
async fn of_customers_no_more_is_shown_than_the_district() {
    let house = House::new();
    furnished(&house);
    strays(&house);
    late_ones(&house, 3).await;
    let mut wang = Browser::of(&house, "wang").await;
    let orders = wang.page("/console/orders").await;
    assert!(orders.contains("无锡市 梁溪区"), "{orders}");
    let quarantine = wang.page("/console/quarantine").await;
    assert!(quarantine.contains("not shown (3)"), "how long the name is: {quarantine}");
    for page in [orders, quarantine] {
        for secret in ["王芳", "赵小姐", "13812345678", "13900001111", "中山路"] {
            assert!(!page.contains(secret), "{secret}");
        }
    }
}

#[tokio::test]
async fn an_operation_with_a_mad_clock_or_a_customers_words_does_not_spoil_the_page() {
    let house = House::new();
    furnished(&house);
    let mut desktop = house.desktop(3).await;
    let device = desktop.device().to_string();
    aside(|| device::revoke(&house.storage, &device)).expect("a device");
    let bodies = [
        ("customer", json!({"name": "赵小姐", "since": 8_210_266_876_799_999_i64})),
        ("customer", json!({"name": "赵小姐", "birthday": "1987-05-04"})),
        ("amendment", json!({"field": "fault", "from": "王芳 at home", "to": "中山路 1 号"})),
    ];
    for ((kind, body), id) in bodies.into_iter().zip(600_u128..) {
        let push = desktop.push(kind, Uuid::from_u128(id), fields(body));
        let pushed = house.post("/v1/push", &desktop.token, &push).await.json();
        assert_eq!(pushed["results"][0]["result"], "quarantined", "{pushed}");
    }
    let mut wang = Browser::of(&house, "wang").await;
    let page = wang.page("/console/quarantine").await;

    assert!(page.contains("8210266876799999"), "a number like any other: {page}");
    for secret in ["1987-05-04", "王芳 at home", "中山路"] {
        assert!(!page.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn the_first_page_says_how_the_branches_are_doing() {
    let house = House::new();
    furnished(&house);
    let mut desktop = house.desktop(1).await;
    let push = desktop.customer(5, "王芳", "13812345678");
    house.post("/v1/push", &desktop.token, &push).await;
    let number = ordered(&house);
    ordered(&house);
    strays(&house);
    order::cancel(&house.storage, &number, "double").expect("cancelled");
    house.pass(5 * 60_000);
    let mut li = Browser::of(&house, "li").await;
    let page = li.page("/console").await;

    let (_, row) = page.split_once("/console/branch/SH01").expect("a row");
    let row = row.split("</tr>").next().expect("its end");
    assert!(row.contains("<td class=\"number\" data-label=\"Orders open\">1</td>"), "{row}");
    assert!(row.contains("A · 5 min ago"), "{row}");
    assert!(page.contains("<strong>1</strong>"), "one without a branch");
    assert!(page.contains("<title>From "), "a bar for each hour");
    assert!(!li.page("/console?q=苏").await.contains("SH01"), "searched");
}

#[tokio::test]
async fn pages_speak_the_language_that_is_wanted_or_chosen() {
    let house = House::new();
    furnished(&house);
    let mut wang = Browser::of(&house, "wang").await;
    wang.headers.push(("accept-language", "zh-TW,zh;q=0.9".to_owned()));
    assert!(wang.page("/console").await.contains("<html lang=\"zh-TW\">"));
    let form = [("language", "zh-CN"), ("back", "/console/orders")];
    let answer = wang.post("/console/language", &form).await;
    assert_eq!(answer.headers[header::LOCATION], "/console/orders");
    assert!(
        wang.page("/console").await.contains("等待分配")
            || wang.page("/console").await.contains("总览")
    );
    let answer = wang
        .post("/console/language", &[("language", "en"), ("back", "https://evil.example")])
        .await;
    assert_eq!(answer.headers[header::LOCATION], "/console");
}

/// Every page as a file, for whoever looks at them: `CONSOLE_PAGES=DIR`.
#[tokio::test]
async fn pages_for_whoever_looks_at_them() {
    let Ok(folder) = std::env::var("CONSOLE_PAGES") else { return };
    let house = House::new();
    furnished(&house);
    shown_off(&house).await;
    for language in ["en", "zh-CN", "zh-TW"] {
        let place = std::path::Path::new(&folder).join(language);
        std::fs::create_dir_all(&place).expect("a folder");
        let mut wang = Browser::new(&house);
        wang.headers.push(("accept-language", language.to_owned()));
        let passage = text(&wang.get("/console/sign-in").await);
        let door = text(&wang.get("/console/sign-in").await);
        let again = text(&wang.sign_in("wang", "wrong horse battery").await);
        wang.sign_in("wang", PASSWORD).await;
        let code = text(&wang.post("/console/branch/SH01/code", &[("role", "clerk")]).await);
        let seal = seal(&wang.get("/console").await);
        house.pass(31 * 60_000);
        let form = [("name", "x"), ("seal", &seal)];
        let late = wang.send("/console/rename", &form, &format!("http://{HOST}")).await;
        let put = text(&wang.ask(Method::PUT, "/console", String::new(), &[]).await);
        wang.cookies.clear();
        wang.sign_in("wang", PASSWORD).await;
        let mut pages = vec![("door", door), ("wrong", again), ("code", code)];
        pages.extend([("passage", passage), ("signed-out", text(&late)), ("put", put)]);
        for (name, path) in [
            ("overview", "/console"),
            ("branch", "/console/branch/SH01"),
            ("orders", "/console/orders?number=SH01-H00001"),
            ("quarantine", "/console/quarantine"),
            ("refusals", "/console/refusals"),
            ("journal", "/console/journal?done=device_revoked"),
            ("account", "/console/account"),
            ("nowhere", "/console/nowhere"),
        ] {
            pages.push((name, text(&wang.get(path).await)));
        }
        for (name, page) in pages {
            let page = page
                .replace("\"/console/style", "\"../style")
                .replace("\"/console/icon", "\"../icon");
            std::fs::write(place.join(format!("{name}.html")), page).expect("a file");
        }
        for file in ["style.css", "icon.svg"] {
            let answer = wang.get(&format!("/console/{file}")).await;
            std::fs::write(place.join("..").join(file), &answer.bytes).expect("a file");
        }
    }
}

async fn shown_off(house: &House) {
    let storage = &house.storage;
    crate::rename(storage, "澄源家电总部").expect("a name");
    for (code, name) in [("HZ01", "杭州西湖网点"), ("LDS01", "Leeds"), ("NJ01", "南京鼓楼网点")]
    {
        branch::add(storage, code, name, &[]).expect("a branch");
    }
    for hour in 0..23_u8 {
        for n in 0..(hour % 7) {
            ordered_at(house, hour, n);
        }
        if hour % 6 == 0 {
            let code = device::make_code(storage, "SH01").expect("a code").code;
            let key = ed25519_dalek::SigningKey::from_bytes(&[100 + hour; 32]);
            let answer = house.enrol(&code, &key).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
        house.pass(3_600_000);
    }
    let all = device::of_branch(storage, "SH01").expect("devices");
    for (device, role) in
        all.iter().zip([DeskRole::WholeOffice, DeskRole::Dispatcher, DeskRole::PartsKeeper])
    {
        device::assign_role(storage, &device.id.to_string(), role).expect("a role");
    }
    grant::add(storage, &all[0].id.to_string(), "SZ01", false).expect("a grant");
    grant::add(storage, &all[1].id.to_string(), "HZ01", true).expect("a grant");
    let mut busy = house.desktop(2).await;
    let push = busy.customer(7, "王芳", "13812345678");
    house.post("/v1/push", &busy.token, &push).await;
    let other = sync::StreamId::branch("SZ01").expect("a stream");
    let body = fields(json!({"name": "x"}));
    let push = busy.push_in(other, "customer", Uuid::from_u128(8), body);
    house.post("/v1/push", &busy.token, &push).await;
    late_ones(house, 3).await;
    for (name, badge, role) in [
        ("王建国", "07", domain::Role::Technician),
        ("李伟", "11", domain::Role::Dispatcher),
        ("陈静", "12", domain::Role::Clerk),
    ] {
        staff::add(storage, "SH01", (name, Some(badge)), &[role]).expect("a person");
    }
    let gone = staff::add(storage, "SH01", ("周强", Some("03")), &[domain::Role::Manager])
        .expect("a person");
    staff::set_left(storage, "SH01", gone.id, true).expect("left");
    strays(house);
    for (number, why) in [
        ("SH01-H00003", "客户九月搬到南京鼓楼，请转 NJ01"),
        ("SH01-H00004", "中央空调，我们没有会修的师傅"),
    ] {
        let at = order::show(storage, number).expect("an order");
        happened(house, &at, (domain::Event::AskHandover, State::Ready), Some(why));
    }
    for _ in 0..3 {
        house
            .post("/v1/token", "", &json!({"device": Uuid::nil(), "at": 0, "signature": "00"}))
            .await;
        house.get("/v1/pull?stream=branch:SH01&after=0&max=100", "").await;
    }
}

fn ordered_at(house: &House, hour: u8, n: u8) {
    let mut order = sale();
    order["reference"] = json!(format!("POS-{hour}-{n}"));
    intake::add_order(&house.storage, intake::Caller::default(), order).expect("an order");
}

#[tokio::test]
async fn what_came_again_with_something_else_in_it_stands_on_the_first_page_and_among_the_refusals()
{
    let house = House::new();
    furnished(&house);
    let mut li = Browser::of(&house, "li").await;
    assert!(!li.page("/console").await.contains("Sent again, changed"));
    let (mut first, mut second) = (house.desktop(1).await, house.desktop(2).await);
    let push = first.customer(7, "王芳", "13812345678");
    house.post("/v1/push", &first.token, &push).await;
    let push = second.customer(7, "赵芳", "13812345678");
    house.post("/v1/push", &second.token, &push).await;

    assert!(li.page("/console").await.contains("Sent again, changed"));
    let page = li.page("/console/refusals").await;
    assert!(page.contains("SH01 B") && page.contains("was this computer copied"), "{page}");
    assert!(!page.contains("赵芳"));
}
