//! The console, used as a browser would: pages fetched, forms sent with what stands on them.

use std::net::SocketAddr;

use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use domain::{DeskRole, State};
use serde_json::json;
use uuid::Uuid;

use crate::branch::Served;
use crate::journal::{self, Noted};
use crate::operator;
use crate::server::Pace;
use crate::testing::{Answer, House, aside, fields, sale};
use crate::{branch, device, grant, intake, late, order, staff};

const HOST: &str = "127.0.0.1:8470";
const PASSWORD: &str = "correct horse battery";

mod doors;
mod pages;

/// Somebody at a browser.
pub struct Browser<'a> {
    house: &'a House,
    caller: &'static str,
    host: &'static str,
    cookies: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
}

impl<'a> Browser<'a> {
    pub fn new(house: &'a House) -> Self {
        let (cookies, headers) = (Vec::new(), Vec::new());

        Self { house, caller: "127.0.0.1:50000", host: HOST, cookies, headers }
    }

    /// Signed in.
    pub async fn of(house: &'a House, name: &str) -> Self {
        let mut browser = Self::new(house);
        let answer = browser.sign_in(name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", text(&answer));

        browser
    }

    pub async fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let mut answer = self.get("/console/sign-in").await;
        if text(&answer).contains("http-equiv=\"refresh\"") {
            answer = self.get("/console/sign-in?again=1").await;
        }
        assert_eq!(answer.status, StatusCode::OK, "the door");

        self.post("/console/sign-in", &[("name", name), ("password", password)]).await
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, String::new(), &[]).await
    }

    /// Sends a form with the seal of the page that the browser would have it from.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let page = match path {
            "/console/sign-in" => self.get("/console/sign-in").await,
            _ => self.get("/console/account").await,
        };
        let seal = seal(&page);
        let mut form = form.to_vec();
        form.push(("seal", &seal));

        self.send(path, &form, &format!("http://{}", self.host)).await
    }

    /// Sends whatever form, from wherever.
    pub async fn send(&mut self, path: &str, form: &[(&str, &str)], origin: &str) -> Answer {
        let form: Vec<_> =
            form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let headers = [("origin", origin), ("content-type", "application/x-www-form-urlencoded")];

        self.ask(Method::POST, path, form.join("&"), &headers).await
    }

    async fn ask(
        &mut self,
        method: Method,
        path: &str,
        body: String,
        headers: &[(&str, &str)],
    ) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let mut request = Request::builder().method(method).uri(path).header("host", self.host);
        request = request.header("cookie", cookies.join("; "));
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            request = request.header(*name, *value);
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body.into()).expect("a request");
        let caller: SocketAddr = self.caller.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(caller));
        let answer = self.house.ask(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = cookie.split_once('=').expect("a pair");
            self.cookies.retain(|(own, _)| own != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }

        answer
    }

    /// A page that is there.
    pub async fn page(&mut self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", text(&answer));

        text(&answer)
    }

    /// A form that does what it says.
    async fn does(&mut self, path: &str, form: &[(&str, &str)], done: Noted) {
        let answer = self.post(path, form).await;
        let to = answer.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
        let said = format!("done={}", done.code());
        assert!(to.is_some_and(|to| to.ends_with(&said)), "{path}: {to:?} {}", text(&answer));
        let latest =
            aside(|| journal::list(&self.house.storage, None, 1)).expect("a journal").remove(0);
        assert_eq!((latest.deed, latest.who.as_deref()), (Some(done), Some("wang")), "{path}");
        let page = self.page(to.unwrap_or_default()).await;
        let said = page.split("notice success").nth(1).map(|it| it.chars().take(400).collect());
        let (said, to_what) = (said.unwrap_or(String::new()), latest.subject.split(' ').next());
        assert!(to_what.is_some_and(|what| said.contains(what)), "{path}: {said}");
    }
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.bytes).into_owned()
}

fn seal(page: &Answer) -> String {
    let page = text(page);
    let (_, rest) = page.split_once("name=\"seal\" value=\"").expect("a form");

    rest.split('"').next().expect("a seal").to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A house with somebody who may change everything and somebody who may look.
pub fn furnished(house: &House) {
    operator::add(&house.storage, "wang", PASSWORD, false).expect("an operator");
    operator::add(&house.storage, "li", PASSWORD, true).expect("an operator");
    let served = [Served::parse("320500=苏州市").expect("a code")];
    branch::add(&house.storage, "SZ01", "苏州网点", &served).expect("a branch");
}

/// An order that no branch looks after.
fn strays(house: &House) -> Uuid {
    let mut stray = sale();
    stray["address"] =
        json!({"city": "无锡市", "district": "梁溪区", "detail": "中山路 1 号", "code": "320213"});
    let intake = aside(|| intake::add_order(&house.storage, intake::Caller::default(), stray));
    let intake::Intake::Unassigned(id) = intake.expect("an intake") else { panic!("taken") };

    id
}

fn ordered(house: &House) -> String {
    let intake = aside(|| intake::add_order(&house.storage, intake::Caller::default(), sale()));
    let intake::Intake::Taken(taken) = intake.expect("an intake") else { panic!("not taken") };

    taken.order
}

/// A computer that was sent away and sends a customer and an edit after it.
async fn late_ones(house: &House, seed: u8) -> crate::testing::Desktop {
    let mut desktop = house.desktop(seed).await;
    let device = desktop.device().to_string();
    aside(|| device::revoke(&house.storage, &device)).expect("a device");
    for n in 0..2 {
        let id = u128::from(seed) * 100 + n;
        let push = desktop.customer(id, "赵小姐", "13900001111");
        house.post("/v1/push", &desktop.token, &push).await;
    }

    desktop
}

/// In a furnished house, every deed of the console has its effect, and the journal says who.
pub async fn every_deed(house: &House) {
    let storage = &house.storage;
    let mut wang = Browser::of(house, "wang").await;
    let desktop = house.desktop(1).await;
    // Computers are listed as they came.
    house.pass(1);
    let id = desktop.device().to_string();

    wang.does("/console/rename", &[("name", "澄源总部")], Noted::Renamed).await;
    assert!(wang.page("/console").await.contains("澄源总部"));
    let open = [
        ("code", "nj01"),
        ("name", "南京"),
        ("districts", "320100=南京市\r\nLeeds/Headingley"),
        ("remote", "320117"),
    ];
    wang.does("/console/branches", &open, Noted::BranchOpened).await;
    assert!(aside(|| branch::list(storage)).expect("branches").iter().any(|it| it.code == "NJ01"));
    let key = wang.post("/console/keys", &[("name", "shop")]).await;
    assert!(text(&key).contains("class=\"secret\""), "shown once");

    let code = wang.post("/console/branch/SH01/code", &[("role", "clerk")]).await;
    let page = text(&code);
    let code = page.split("class=\"secret\">").nth(1).and_then(|it| it.split('<').next());
    let let_in =
        aside(|| crate::testing::enrolled(storage, code.expect("a code"), 9)).expect("let in");
    let of_branch = aside(|| device::of_branch(storage, "SH01")).expect("devices");
    let clerk = of_branch.iter().find(|it| it.id == let_in.device).expect("there");
    assert_eq!(clerk.role, DeskRole::Clerk);

    let role = [("device", id.as_str()), ("role", "parts_keeper")];
    wang.does("/console/branch/SH01/role", &role, Noted::DeviceRole).await;
    assert_eq!(
        aside(|| device::of_branch(storage, "SH01")).expect("devices")[0].role,
        DeskRole::PartsKeeper
    );
    let other = [("device", id.as_str()), ("branch", "SZ01"), ("write", "yes")];
    wang.does("/console/branch/SH01/grant", &other, Noted::GrantAdded).await;
    assert!(aside(|| grant::list(storage)).expect("grants")[0].writes);
    wang.does("/console/branch/SH01/ungrant", &other[..2], Noted::GrantRemoved).await;
    assert!(aside(|| grant::list(storage)).expect("grants").is_empty());
    wang.does("/console/branch/SH01/revoke", &role[..1], Noted::DeviceRevoked).await;
    assert!(aside(|| device::of_branch(storage, "SH01")).expect("devices")[0].revoked_at.is_some());

    let hire = [("name", "王建国"), ("badge", "07"), ("role", "technician"), ("role", "clerk")];
    wang.does("/console/branch/SH01/hire", &hire, Noted::StaffAdded).await;
    let member = aside(|| staff::list(storage, "SH01")).expect("people").remove(0);
    assert_eq!((member.name.as_str(), member.roles.len()), ("王建国", 2));
    let member = member.id.to_string();
    wang.does("/console/branch/SH01/leave", &[("id", &member)], Noted::StaffLeft).await;
    assert!(aside(|| staff::list(storage, "SH01")).expect("people")[0].left);
    wang.does("/console/branch/SH01/return", &[("id", &member)], Noted::StaffReturned).await;
    assert!(!aside(|| staff::list(storage, "SH01")).expect("people")[0].left);

    let stray = strays(house).to_string();
    let assign = [("id", stray.as_str()), ("branch", "SZ01")];
    wang.does("/console/orders/assign", &assign, Noted::OrderAssigned).await;
    assert!(aside(|| intake::unassigned(storage)).expect("a list").is_empty());
    let number = ordered(house);
    let cancel = [("number", number.as_str()), ("why", "double")];
    wang.does("/console/orders/cancel", &cancel, Noted::OrderCancelled).await;
    assert_eq!(aside(|| order::show(storage, &number)).expect("an order").state, State::Cancelled);

    hand_over(house, &mut wang).await;
    decide(house, &mut wang).await;
    assert!(aside(|| crate::check(storage)).expect("a check").is_sound());
}

async fn hand_over(house: &House, wang: &mut Browser<'_>) {
    let number = ordered(house);
    let page = wang.page(&format!("/console/orders?number={number}")).await;
    assert!(page.contains("/console/orders/move"));
    let hand = [("number", number.as_str()), ("branch", "SZ01"), ("why", "")];
    wang.does("/console/orders/move", &hand, Noted::OrderHandedOver).await;
    let page = wang.page(&format!("/console/orders?number={number}")).await;
    let halves = aside(|| order::halves(&house.storage, &number)).expect("two halves");
    assert_eq!(halves.len(), 2);
    assert!(halves.iter().all(|half| page.contains(&half.number)));

    let kept = wished(house, "客户搬到南山");
    let page = wang.page("/console/orders").await;
    assert!(page.contains("客户搬到南山"), "it is said to whoever decides");
    let refuse = [("number", kept.as_str()), ("why", "你们离得最近")];
    wang.does("/console/orders/refuse", &refuse, Noted::HandoverRefused).await;
    assert!(!wang.page("/console/orders").await.contains("客户搬到南山"));
    let page = wang.page(&format!("/console/orders?number={kept}")).await;
    assert!(page.contains("你们离得最近"));
    let granted = wished(house, "他们搬家了");
    let hand = [("number", granted.as_str()), ("branch", "SZ01")];
    wang.does("/console/orders/move", &hand, Noted::OrderHandedOver).await;
    assert!(aside(|| order::wished(&house.storage)).expect("a list").is_empty());
}

/// An order that its branch wants handed to another one.
fn wished(house: &House, why: &str) -> String {
    let number = ordered(house);
    aside(|| {
        let at = order::show(&house.storage, &number).expect("an order");
        happened(house, &at, (domain::Event::AskHandover, State::Ready), Some(why));
    });

    number
}

/// An order that is cancelled here, and that a branch had done.
fn disputed(house: &House) -> String {
    let number = ordered(house);
    let at = order::cancel(&house.storage, &number, "double").expect("cancelled");
    happened(house, &at, (domain::Event::Finish, State::OnSite), None);

    number
}

/// What a branch says of an order, as it saw it.
fn happened(
    house: &House,
    at: &order::Standing,
    (event, from): (domain::Event, State),
    remark: Option<&str>,
) {
    use domain::{Moment, OrderEvent, Record as _, fields_of};

    let event = OrderEvent {
        order: at.id.into(),
        event,
        from: Some(from),
        visit: None,
        reason: None,
        remark: remark.map(str::to_owned),
        at: Moment(house.now()),
        by: None,
    };
    let (kind, body) = (OrderEvent::KIND.to_owned(), fields_of(&event));
    let (stream, name) = (at.stream.clone(), "happen");
    let done = house.storage.write(move |session, moment| {
        let id = crate::surroundings::new_id(moment);
        let change = sync::Change::Fact { kind: kind.clone(), id, body: body.clone() };
        let (stream, actor, changes) = (stream.clone(), "staff".to_owned(), vec![change]);
        crate::deed::submit(session, moment, crate::deed::Deed { stream, name, actor, changes })
    });
    done.expect("an event");
}

/// Two parts that a computer has otherwise than headquarters, since that went back to a backup.
fn handed_back(house: &House) -> [Uuid; 2] {
    use sync::hq::{HqTx, Kept};

    let ids = [Uuid::from_u128(88), Uuid::from_u128(89)];
    let at_ms = house.now();
    let kept = house.storage.write(move |session, _| {
        // The first came back twice, as two computers had it.
        for (id, (rev, seq)) in [ids[0], ids[0], ids[1]].into_iter().zip((1_u64..).zip(1_000_u64..))
        {
            let body = fields(json!({"name": format!("王芳{rev}"), "phones": []}));
            let row = sync::Row::new("customer".to_owned(), id, rev, seq, Some(body));
            let stream = sync::StreamId::branch("SH01").expect("a stream");
            let device = sync::DeviceId(Uuid::from_u128(1));
            session.put_salvage(&Kept { stream, row, device, at_ms })?;
        }
        Ok(())
    });
    kept.expect("kept");

    ids
}

async fn decide(house: &House, wang: &mut Browser<'_>) {
    let number = aside(|| disputed(house));
    assert!(wang.page("/console/orders").await.contains(&number));
    wang.does("/console/orders/settle", &[("number", &number)], Noted::DisputeSettled).await;
    assert!(aside(|| order::disputed(&house.storage)).expect("a list").is_empty());
    let page = wang.page(&format!("/console/orders?number={number}")).await;
    assert!(page.contains("/console/orders/reopen"), "it can be taken back");
    wang.does("/console/orders/reopen", &[("number", &number)], Noted::DisputeReopened).await;
    let both = [("number", number.as_str()), ("both", "yes")];
    wang.does("/console/orders/settle", &both, Noted::DisputeSettled).await;
    assert!(aside(|| order::disputed(&house.storage)).expect("a list").is_empty());

    let [taken, dropped] = aside(|| handed_back(house));
    let page = wang.page("/console/quarantine").await;
    assert!(page.contains("/console/quarantine/take") && !page.contains("王芳"));
    let places: Vec<_> = aside(|| crate::salvage::list(&house.storage))
        .expect("a list")
        .into_iter()
        .map(|found| found.no.to_string())
        .collect();
    let [old, take, drop] = &places[..] else { panic!("{places:?}") };
    wang.does("/console/quarantine/drop", &[("no", old)], Noted::SalvageDropped).await;
    assert_eq!(aside(|| crate::salvage::list(&house.storage)).expect("a list").len(), 2);
    wang.does("/console/quarantine/take", &[("no", take)], Noted::SalvageTaken).await;
    wang.does("/console/quarantine/drop", &[("no", drop)], Noted::SalvageDropped).await;
    assert_eq!(aside(|| crate::overview::waits(&house.storage)).expect("figures").salvage, 0);
    assert!(aside(|| crate::salvage::list(&house.storage)).expect("a list").is_empty());
    assert_eq!((is_there(house, taken), is_there(house, dropped)), (true, false));

    late_ones(house, 3).await;
    let waiting = aside(|| late::list(&house.storage)).expect("a list");
    let (first, second) = (waiting[0].id.to_string(), waiting[1].id.to_string());
    wang.does("/console/quarantine/apply", &[("id", &first)], Noted::LateApplied).await;
    wang.does("/console/quarantine/discard", &[("id", &second)], Noted::LateDiscarded).await;
    assert!(aside(|| late::list(&house.storage)).expect("a list").is_empty());
    let (first, second) = (Uuid::from_u128(300), Uuid::from_u128(301));
    assert_eq!((is_there(house, first), is_there(house, second)), (true, false));
}

fn is_there(house: &House, customer: Uuid) -> bool {
    use sync::hq::HqTx;

    let stream = sync::StreamId::branch("SH01").expect("a stream");
    let look =
        || house.storage.read(|session, _| Ok(session.record(&stream, "customer", customer)?));
    aside(look).expect("a look").is_some()
}

#[tokio::test]
async fn every_deed_has_its_effect_and_the_journal_says_who() {
    let house = House::new();
    furnished(&house);
    every_deed(&house).await;
}
