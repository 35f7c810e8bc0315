//! What people write on a web page: each becomes an enquiry in the Inbox of the branch that looks after their address, or
//! that is named, and is handed on there by the branch's own rules.

use domain::{
    Category, CustomerId, DistrictCode, Enquiry, EnquiryChannel, EnquiryEvent, EnquiryEventKind,
    EnquiryId, Level, Moment as At, Phone, Place, Priority, Record, Rule, RuleId, Sighted, Staff,
    fields_of,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sync::{Change, Env, Fields, StreamId};
use uuid::Uuid;

use super::reader::{Problem, Reader, problem};
use super::{Caller, area};
use crate::deed::{Deed, submit};
use crate::storage::{Answered, Session};
use crate::surroundings::{Moment, new_id};
use crate::{Error, branch};

const NAME: usize = 100;
const WORD: usize = 60;
const LINE: usize = 300;
const TEXT: usize = 10_000;

/// Where an enquiry went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryTaken {
    /// Its name.
    pub id: Uuid,
    /// The branch that has it.
    pub branch: String,
    /// The branch's stream.
    pub stream: StreamId,
    /// Whoever has pulled that stream so far has it.
    pub seq: u64,
}

/// What became of an enquiry that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryIntake {
    /// A branch has it.
    Taken(EnquiryTaken),
    /// No branch of that name, or none looks after that address: nothing was kept.
    Nobodys,
    /// It cannot be an enquiry: each problem with its field.
    Invalid(Vec<Problem>),
    /// Something else was handed in under this idempotency key.
    OtherBody,
}

/// An enquiry as someone wrote it, with nothing in it that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct EnquiryForm {
    branch: Option<String>,
    name: String,
    phone: Option<Phone>,
    mail: Option<String>,
    place: Place,
    subject: String,
    text: String,
    category: Option<Category>,
    model: Option<String>,
    language: Option<String>,
}

impl EnquiryForm {
    /// Reads a form, or says everything that is wrong with it.
    fn read(form: &Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let all = &mut problems;
        let enquiry = Reader::new(form, all);
        let customer = enquiry.inside("customer", all);
        let address = enquiry.inside("address", all);
        let machine = enquiry.inside("appliance", all);
        let is_mail = |text: &str| {
            let whole =
                text.split_once('@').is_some_and(|(who, at)| !who.is_empty() && !at.is_empty());
            (whole && !text.contains(char::is_whitespace)).then(|| text.to_lowercase())
        };
        let mut part = |name| address.text(name, WORD, all).unwrap_or_default();
        let (province, city, district, street) =
            (part("province"), part("city"), part("district"), part("street"));
        let place = Place {
            province,
            city,
            district,
            street,
            detail: address.text("detail", LINE, all).unwrap_or_default(),
            postcode: address.text("postcode", WORD, all).unwrap_or_default(),
            code: address.parsed("code", DistrictCode::parse, all),
        };
        let form = Self {
            branch: enquiry.text("branch", WORD, all).map(|code| code.to_ascii_uppercase()),
            name: customer.required("name", NAME, all),
            phone: customer.parsed("phone", Phone::parse, all),
            mail: customer.parsed("mail", is_mail, all),
            place,
            subject: enquiry.text("subject", LINE, all).unwrap_or_default(),
            text: enquiry.required("text", TEXT, all),
            category: machine.word("category", all),
            model: machine.text("model", WORD, all),
            language: enquiry.text("language", WORD, all),
        };
        let known = |name| customer.value(name).is_some();
        if form.phone.is_none() && form.mail.is_none() && !known("phone") && !known("mail") {
            problem(all, "customer.mail", "required", "an answer needs a number or an address");
        }

        if problems.is_empty() { Ok(form) } else { Err(problems) }
    }

    fn enquiry(&self, now: At) -> Enquiry {
        let line = self.place.in_one_line();
        Enquiry {
            channel: EnquiryChannel::Web,
            name: self.name.clone(),
            mail: self.mail.clone(),
            phone: self.phone.clone(),
            place: Some(line).filter(|line| !line.trim().is_empty()),
            subject: self.subject.clone(),
            text: self.text.clone(),
            received: now,
            customer: None,
            category: self.category,
            model: self.model.clone(),
            language: self.language.clone(),
            priority: Priority::Normal,
            template: None,
            article: None,
            rule: None,
            message: None,
            left_out: Vec::new(),
            taken_by: None,
        }
    }
}

/// Takes an enquiry in, or says why not. What was answered under an idempotency key is answered again.
pub(crate) fn take(
    session: &mut Session<'_>,
    moment: &mut Moment,
    caller: &Caller,
    enquiry: &Value,
) -> Result<EnquiryIntake, Error> {
    // An order that says the same is something else.
    let said = format!("enquiry {enquiry}");
    let body_hash = *blake3::hash(said.as_bytes()).as_bytes();
    if let Some(idempotency) = &caller.idempotency
        && let Some(known) = session.answered(&caller.name, idempotency)?
    {
        if known.body_hash != body_hash {
            return Ok(EnquiryIntake::OtherBody);
        }
        return Ok(serde_json::from_str(&known.answer)?);
    }
    let form = match EnquiryForm::read(enquiry) {
        Ok(form) => form,
        Err(problems) => return Ok(EnquiryIntake::Invalid(problems)),
    };
    let Some(branch) = whose(session, &form)? else { return Ok(EnquiryIntake::Nobodys) };
    let intake = EnquiryIntake::Taken(make(session, moment, &branch, &form)?);
    if let Some(idempotency) = &caller.idempotency {
        let answered = Answered { body_hash, answer: serde_json::to_string(&intake)? };
        let key = (caller.name.as_str(), idempotency.as_str());
        session.remember_answer(key, &answered, moment.now_ms())?;
    }

    Ok(intake)
}

/// The branch that is named, else the one that looks after the address.
fn whose(session: &Session<'_>, form: &EnquiryForm) -> Result<Option<String>, Error> {
    match &form.branch {
        Some(code) => Ok(session.branch(code)?.map(|branch| branch.code)),
        None => Ok(area::serving(session, &form.place)?.map(|(branch, _)| branch)),
    }
}

fn make(
    session: &mut Session<'_>,
    moment: &mut Moment,
    branch: &str,
    form: &EnquiryForm,
) -> Result<EnquiryTaken, Error> {
    let stream = branch::stream(branch)?;
    let now = At(moment.now_ms());
    let mut enquiry = form.enquiry(now);
    let level = file(session, &stream, &mut enquiry)?;
    let rule = decides(session, &stream, (&enquiry, level, &form.place))?;
    let mut person = None;
    if let Some((id, rule)) = rule {
        enquiry.rule = Some(id);
        enquiry.template = rule.template;
        enquiry.article = rule.article;
        enquiry.priority = if rule.urgent { Priority::Urgent } else { Priority::Normal };
        person = rule.person.map(|person| (id, person));
    }
    let id = new_id(moment);
    let body = fields_of(&enquiry);
    let mut changes = vec![Change::Create { kind: Enquiry::KIND.to_owned(), id, body }];
    if let Some((rule, person)) = person.filter(|(_, person)| works(session, &stream, person.0)) {
        let event = EnquiryEvent {
            enquiry: EnquiryId(id),
            event: EnquiryEventKind::Route,
            person: Some(person),
            text: None,
            way: None,
            order: None,
            rule: Some(rule),
            at: now,
            by: None,
            withdraws: None,
        };
        let (kind, body) = (EnquiryEvent::KIND.to_owned(), fields_of(&event));
        changes.push(Change::Fact { kind, id: new_id(moment), body });
    }
    let actor = crate::ACTOR.to_owned();
    let deed = Deed { stream: stream.clone(), name: "receive_enquiry", actor, changes };
    let outcome = submit(session, moment, deed)?;

    Ok(EnquiryTaken { id, branch: branch.to_owned(), stream, seq: outcome.seq })
}

/// Puts it in the file of whoever has this number, if it is one alone. Answers how much care they are due.
fn file(session: &Session<'_>, stream: &StreamId, enquiry: &mut Enquiry) -> Result<Level, Error> {
    let Some(phone) = &enquiry.phone else { return Ok(Level::Ordinary) };
    let known = session.customers_with_phone(stream, phone)?;
    let [(id, body)] = known.as_slice() else { return Ok(Level::Ordinary) };
    enquiry.customer = Some(CustomerId(*id));

    Ok(read(body, "level").unwrap_or(Level::Ordinary))
}

/// The first rule of the branch that fits.
fn decides(
    session: &Session<'_>,
    stream: &StreamId,
    (enquiry, level, place): (&Enquiry, Level, &Place),
) -> Result<Option<(RuleId, Rule)>, Error> {
    let seen = Sighted {
        channel: enquiry.channel,
        subject: enquiry.subject.clone(),
        text: enquiry.text.clone(),
        category: enquiry.category,
        model: enquiry.model.clone(),
        region: place.in_one_line(),
        level,
    };
    let bodies = session.each_body(stream, Rule::KIND)?.into_iter();
    // A rule that this version cannot read decides nothing here.
    let mut rules: Vec<(RuleId, Rule)> = bodies
        .filter_map(|(id, body)| {
            Some((RuleId(id), serde_json::from_value(Value::Object(body)).ok()?))
        })
        .collect();
    rules.sort_by_key(|(id, rule)| (rule.rank, *id));

    Ok(rules.into_iter().find(|(_, rule)| !rule.off && rule.fits(&seen).is_some()))
}

/// Whether somebody still works at the branch.
fn works(session: &Session<'_>, stream: &StreamId, person: Uuid) -> bool {
    let all = session.each_body(stream, Staff::KIND).unwrap_or_default();

    all.iter().any(|(id, body)| *id == person && !read::<bool>(body, "left").unwrap_or(false))
}

fn read<T: for<'a> Deserialize<'a>>(body: &Fields, name: &str) -> Option<T> {
    serde_json::from_value(body.get(name)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::intake::add_enquiry;
    use crate::testing::House;

    fn asked() -> Value {
        json!({
            "customer": {"name": "王芳", "phone": "138 1234 5678", "mail": "Fang@Example.com"},
            "address": {"city": "上海市", "district": "浦东新区", "detail": "张杨路 500 号"},
            "subject": "漏水", "text": "热水器一直漏水。",
            "appliance": {"category": "water_heater", "model": "ZQ-60"}, "language": "zh-CN"
        })
    }

    fn hand_in(house: &House, caller: Caller, form: Value) -> EnquiryIntake {
        add_enquiry(&house.storage, caller, form).expect("a database")
    }

    fn bodies(house: &House, kind: &'static str) -> Vec<Fields> {
        let stream = StreamId::branch("SH01").expect("a stream");
        let all = house.storage.read(move |session, _| session.each_body(&stream, kind));

        all.expect("records").into_iter().map(|(_, body)| body).collect()
    }

    #[test]
    fn what_somebody_writes_is_in_the_branch_once_and_handed_on_by_its_rules() {
        let house = House::new();
        let stream = StreamId::branch("SH01").expect("a stream");
        let staff = Uuid::from_u128(7);
        let create = |kind: &str, id, body: Value| {
            let Value::Object(body) = body else { panic!("an object") };
            Change::Create { kind: kind.to_owned(), id, body }
        };
        let rule =
            json!({"name": "漏水", "rank": 1, "words": ["漏水"], "person": staff, "urgent": true});
        let changes = vec![
            create("staff", staff, json!({"name": "李秀英", "roles": ["clerk"]})),
            create("rule", Uuid::from_u128(8), rule),
        ];
        let deed = Deed { stream, name: "test", actor: "test".into(), changes };
        let set = house.storage.write(move |session, moment| {
            let Deed { stream, name, actor, changes } = &deed;
            let changes = changes.clone();
            let deed = Deed { stream: stream.clone(), name, actor: actor.clone(), changes };
            submit(session, moment, deed)
        });
        set.expect("set up");
        let caller = Caller { name: "web".into(), idempotency: Some("7".into()) };
        let EnquiryIntake::Taken(first) = hand_in(&house, caller.clone(), asked()) else {
            panic!("taken")
        };
        assert_eq!(hand_in(&house, caller.clone(), asked()), EnquiryIntake::Taken(first));
        let other =
            json!({"customer": {"name": "李", "mail": "a@b"}, "text": "?", "branch": "sh01"});
        assert_eq!(hand_in(&house, caller, other.clone()), EnquiryIntake::OtherBody);

        let [enquiry] = bodies(&house, "enquiry").try_into().expect("one");
        let enquiry: Enquiry = serde_json::from_value(Value::Object(enquiry)).expect("readable");
        assert_eq!((enquiry.channel, enquiry.priority), (EnquiryChannel::Web, Priority::Urgent));
        assert_eq!(enquiry.mail.as_deref(), Some("fang@example.com"));
        assert!(enquiry.place.is_some_and(|place| place.contains("张杨路")));
        let [event] = bodies(&house, "enquiry_event").try_into().expect("one");
        let event: EnquiryEvent = serde_json::from_value(Value::Object(event)).expect("readable");
        assert_eq!(event.person.map(|it| it.0), Some(staff));
        assert!(matches!(hand_in(&house, Caller::default(), other), EnquiryIntake::Taken(_)));
        assert!(crate::check(&house.storage).expect("a check").is_sound());
    }

    #[test]
    fn each_wrong_field_is_named_and_without_a_branch_nothing_is_kept() {
        let house = House::new();
        let wrong =
            json!({"customer": {"phone": "none"}, "text": "", "appliance": {"category": "x"}});
        let EnquiryIntake::Invalid(problems) = hand_in(&house, Caller::default(), wrong) else {
            panic!("refused")
        };
        let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["customer.name", "customer.phone", "text", "appliance.category"]);
        let no_way = json!({"customer": {"name": "王"}, "text": "?"});
        let EnquiryIntake::Invalid(problems) = hand_in(&house, Caller::default(), no_way) else {
            panic!("refused")
        };
        assert_eq!(problems[0].field, "customer.mail");
        for (field, value) in
            [("address", json!({"district": "南山区"})), ("branch", json!("XX99"))]
        {
            let mut far = asked();
            far[field] = value;
            assert_eq!(hand_in(&house, Caller::default(), far), EnquiryIntake::Nobodys);
        }
        assert!(bodies(&house, "enquiry").is_empty());
    }
}
