//! Who gets in, and what is refused.

use super::*;

#[tokio::test]
async fn a_password_opens_the_door_and_the_browser_keeps_a_cookie_that_no_script_sees() {
    let house = House::new();
    furnished(&house);
    let mut browser = Browser::new(&house);
    let away = browser.get("/console/branch/SH01").await;
    let to = away.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
    assert_eq!(to, Some("/console/sign-in?next=/console/branch/SH01"));

    let answer = browser.sign_in(" Wang ", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("branchdesk-operator="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(browser.page("/console").await.contains("SH01"));

    house.pass(29 * 60_000);
    browser.page("/console").await;
    house.pass(30 * 60_000);
    assert_eq!(browser.get("/console").await.status, StatusCode::SEE_OTHER, "half an hour idle");

    let mut browser = Browser::of(&house, "wang").await;
    let before = browser.cookies.clone();
    browser.post("/console/sign-out", &[]).await;
    browser.cookies = before;
    assert_eq!(
        browser.get("/console").await.status,
        StatusCode::SEE_OTHER,
        "what was kept is void"
    );
}

#[tokio::test]
async fn wrong_passwords_run_out_and_are_among_the_refusals() {
    let house = House::new();
    furnished(&house);
    let mut browser = Browser::new(&house);
    for _ in 0..5 {
        let answer = browser.sign_in("wang", "wrong horse battery").await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    }
    let answer = browser.sign_in("wang", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);

    let mut li = Browser::of(&house, "li").await;
    let refusals = li.page("/console/refusals?q=too+many").await;
    assert!(refusals.contains("POST /console/sign-in") && refusals.contains("127.0.0.1"));
    assert!(!li.page("/console/refusals?q=nowhere").await.contains("sign-in</code>"));
}

#[tokio::test]
async fn a_form_that_is_not_ours_changes_nothing() {
    let house = House::new();
    furnished(&house);
    let device = house.desktop(1).await.device().to_string();
    let mut wang = Browser::of(&house, "wang").await;
    let page = wang.get("/console/branch/SH01").await;
    let (good, bad) = (seal(&page), "0".repeat(64));
    let origin = format!("http://{HOST}");
    let path = "/console/branch/SH01/revoke";

    for (seal, origin) in [
        (bad.as_str(), origin.as_str()),
        ("", origin.as_str()),
        (good.as_str(), ""),
        (good.as_str(), "null"),
        (good.as_str(), "http://evil.example"),
    ] {
        let answer = wang.send(path, &[("device", &device), ("seal", seal)], origin).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{seal:?} {origin:?}");
    }
    wang.headers.push(("sec-fetch-site", "cross-site".to_owned()));
    let form = [("device", device.as_str()), ("seal", &good)];
    assert_eq!(wang.send(path, &form, &origin).await.status, StatusCode::FORBIDDEN);
    let mut other = Browser::of(&house, "wang").await;
    let answer = other.send(path, &form, &origin).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "another session's seal");

    assert!(device::list(&house.storage).expect("devices")[0].revoked_at.is_none());
    wang.headers.clear();
    let answer = wang.send(path, &form, &origin).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "with both it is done");
}

#[tokio::test]
async fn whoever_may_only_look_gets_no_form_and_is_refused() {
    let house = House::new();
    furnished(&house);
    let device = house.desktop(1).await.device().to_string();
    late_ones(&house, 3).await;
    strays(&house);
    let mut li = Browser::of(&house, "li").await;
    for path in ["/console", "/console/branch/SH01", "/console/orders", "/console/quarantine"] {
        let page = li.page(path).await;
        let forms: Vec<_> =
            page.split("<form").skip(1).filter(|it| it.contains("method=\"post\"")).collect();
        let own = |form: &&str| {
            ["/console/language", "/console/sign-out"].iter().any(|it| form.contains(it))
        };
        assert!(forms.iter().all(own), "{path}");
    }
    for (path, form) in [
        ("/console/branch/SH01/revoke", ("device", device.as_str())),
        ("/console/branch/SH01/code", ("role", "clerk")),
        ("/console/quarantine/discard", ("all", "yes")),
        ("/console/rename", ("name", "x")),
    ] {
        assert_eq!(li.post(path, &[form]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let devices = device::list(&house.storage).expect("devices");
    let own = devices.iter().find(|it| it.id.to_string() == device).expect("there");
    assert!(own.revoked_at.is_none());
    assert_eq!(late::list(&house.storage).expect("a list").len(), 2);

    let form = [
        ("old", PASSWORD),
        ("new", "another horse battery"),
        ("repeated", "another horse battery"),
    ];
    assert_eq!(li.post("/console/account/password", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(li.get("/console").await.status, StatusCode::SEE_OTHER, "signed out everywhere");
}

#[tokio::test]
async fn plain_http_is_for_this_computer_and_cookies_are_secure_elsewhere() {
    let house = House::new();
    let mut far = Browser::new(&house);
    far.caller = "192.0.2.7:50000";
    let answer = far.get("/console/sign-in").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!text(&answer).contains("<form"), "nothing to type a password into");
    assert_eq!(far.send("/console/sign-in", &[], "http://x").await.status, StatusCode::FORBIDDEN);

    let proxied = House::at_pace(Pace { behind_proxy: true, ..Pace::default() });
    furnished(&proxied);
    let mut far = Browser::new(&proxied);
    (far.caller, far.host) = ("10.0.0.2:50000", "hq.example");
    far.headers.push(("x-forwarded-for", "203.0.113.9".to_owned()));
    far.headers.push(("x-forwarded-proto", "https".to_owned()));
    let door = far.get("/console/sign-in").await;
    let cookie = door.headers[header::SET_COOKIE].to_str().expect("text").to_owned();
    assert!(cookie.starts_with("__Host-") && cookie.ends_with("; Secure"), "{cookie}");
    let seal = seal(&far.get("/console/sign-in").await);
    let form = [("name", "wang"), ("password", PASSWORD), ("seal", &seal)];
    let answer = far.send("/console/sign-in", &form, "https://hq.example").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(far.page("/console/journal").await.contains("203.0.113.9"));
    far.headers.retain(|(name, _)| *name != "x-forwarded-proto");
    far.headers.push(("x-forwarded-proto", "http".to_owned()));
    assert_eq!(far.get("/console").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let house = House::new();
    furnished(&house);
    let mut wang = Browser::of(&house, "wang").await;
    for path in [
        "/console",
        "/console/nowhere",
        "/console/branch/XX",
        "/console/sign-in",
        "/console/style.css",
    ] {
        let answer = wang.get(path).await;
        let header = |name: &str| {
            answer.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default()
        };
        let policy = header("content-security-policy");
        for rule in [
            "default-src 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains("script-src"));
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("x-frame-options"), "DENY", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        let kept = path.ends_with(".css");
        assert_eq!(header("cache-control") == "no-store", !kept, "{path}");
    }
    assert_eq!(wang.get("/console/branch/XX").await.status, StatusCode::NOT_FOUND);
    let answer = wang.ask(Method::PUT, "/console", String::new(), &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    let mut fast = Browser::new(&house);
    fast.caller = "127.0.0.2:50000";
    let mut last = fast.get("/console/style.css").await;
    for _ in 0..310 {
        last = fast.get("/console/style.css").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "nobody clicks so fast");
    assert!(last.headers.contains_key(header::RETRY_AFTER) && text(&last).contains("Too many"));
    let long = "x".repeat(70_000);
    let answer = wang.send("/console/rename", &[("name", &long)], &format!("http://{HOST}")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_link_from_elsewhere_leads_whoever_is_signed_in_to_its_page() {
    let house = House::new();
    furnished(&house);
    let mut wang = Browser::of(&house, "wang").await;
    let cookies = std::mem::take(&mut wang.cookies);
    let away = wang.get("/console/orders?number=x").await;
    let to = away.headers[header::LOCATION].to_str().expect("text").to_owned();
    wang.cookies.clear();
    let passage = wang.get(&to).await;
    assert_eq!(passage.status, StatusCode::OK);
    let page = text(&passage);
    let (_, rest) = page.split_once("content=\"0; url=").expect("a way on");
    let onward = rest.split('"').next().expect("its end").replace("&amp;", "&");

    wang.cookies = cookies;
    let answer = wang.get(&onward).await;
    assert_eq!(answer.headers[header::LOCATION], "/console/orders?number=x");
    wang.cookies.clear();
    let page = wang.page(&onward).await;
    assert!(page.contains("keeps none from here"), "a browser without cookies is told");
}

#[tokio::test]
async fn a_form_after_half_an_hour_offers_to_sign_in_and_goes_back_to_its_page() {
    let house = House::new();
    furnished(&house);
    let mut wang = Browser::of(&house, "wang").await;
    let seal = seal(&wang.get("/console/branch/SH01").await);
    house.pass(31 * 60_000);
    let form = [("name", "x"), ("seal", &seal)];
    let answer = wang.send("/console/branch/SH01/hire", &form, &format!("http://{HOST}")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let page = text(&answer);
    assert!(page.contains("/console/sign-in?next=%2Fconsole%2Fbranch%2FSH01"), "{page}");

    let mut wang = Browser::of(&house, "wang").await;
    let answer = wang.post("/console/branches", &[("code", "!"), ("name", "x")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&answer).contains("<form class=\"search\" method=\"get\" action=\"/console\""));
    let answer = wang.ask(Method::PUT, "/console", String::new(), &[]).await;
    assert!(text(&answer).contains("nothing at this address"), "no blank page");
}
