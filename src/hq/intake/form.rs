//! The form in which orders come in, checked.

use chrono::NaiveDate;
use domain::{
    Category, CustomerPhone, DistrictCode, OrderKind, Phone, Place, Priority, Slot, Source,
};
use serde_json::Value;

use super::reader::{Problem, Reader, problem, text};

const NAME: usize = 100;
const WORD: usize = 60;
const DETAIL: usize = 300;
const DESCRIPTION: usize = 2_000;
const PHONES: usize = 10;

/// An order as someone reported it, with nothing in it that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderForm {
    pub source: Source,
    pub kind: OrderKind,
    pub priority: Priority,
    /// What the caller's own system calls it.
    pub reference: Option<String>,
    pub name: String,
    pub organisation: bool,
    pub phones: Vec<CustomerPhone>,
    pub language: Option<String>,
    pub place: Place,
    pub machine: Machine,
    pub description: Option<String>,
    pub promised: Option<Slot>,
}

/// The machine it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    pub category: Category,
    pub brand: Option<String>,
    pub model: Option<String>,
    pub serial: Option<String>,
    pub purchased: Option<NaiveDate>,
    pub shop: Option<String>,
}

impl OrderForm {
    /// Reads a form, or says everything that is wrong with it.
    pub fn read(form: &Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let all = &mut problems;
        let order = Reader::new(form, all);
        let customer = order.inside("customer", all);
        let address = order.inside("address", all);

        let source = source(&order, all);
        let kind = required_word(&order, "kind", all);
        let form = Self {
            source: source.unwrap_or_default(),
            kind: kind.unwrap_or(OrderKind::Repair),
            priority: order.word("priority", all).unwrap_or_default(),
            reference: order.text("reference", NAME, all),
            name: customer.required("name", NAME, all),
            organisation: customer.value("organisation").and_then(Value::as_bool) == Some(true),
            phones: phones(&customer, all),
            language: customer.text("language", WORD, all),
            place: place(&address, all),
            machine: machine(&order.inside("appliance", all), all),
            description: order.text("description", DESCRIPTION, all),
            promised: promised(&order, all),
        };

        if problems.is_empty() { Ok(form) } else { Err(problems) }
    }
}

fn required_word<T: for<'b> serde::Deserialize<'b>>(
    reader: &Reader<'_>,
    name: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if reader.value(name).is_none() {
        problem(problems, &reader.path_of(name), "required", "must be given");
    }

    reader.word(name, problems)
}

/// A call centre and a web page are headquarters to a branch.
fn source(order: &Reader<'_>, problems: &mut Vec<Problem>) -> Option<Source> {
    match order.value("source").and_then(Value::as_str) {
        Some("call_centre" | "call_center" | "website") => Some(Source::Headquarters),
        _ => required_word(order, "source", problems),
    }
}

fn phones(customer: &Reader<'_>, problems: &mut Vec<Problem>) -> Vec<CustomerPhone> {
    let path = customer.path_of("phones");
    let Some(list) = customer.value("phones").and_then(Value::as_array).filter(|l| !l.is_empty())
    else {
        problem(problems, &path, "required", "at least one number");
        return Vec::new();
    };
    if list.len() > PHONES {
        problem(problems, &path, "too_long", "at most 10 numbers");
        return Vec::new();
    }

    let mut phones = Vec::new();
    for (i, entry) in list.iter().enumerate() {
        let field = format!("{path}[{i}]");
        let number = entry.get("number").unwrap_or(entry);
        let Some(written) = text(number, &field, WORD, problems) else { continue };
        let Some(number) = Phone::parse(&written) else {
            let message = format!("{written:?} is not a phone number");
            problem(problems, &field, "malformed", &message);
            continue;
        };
        let label = entry.get("label").filter(|label| !label.is_null());
        let label = label.and_then(|label| text(label, &field, WORD, problems));
        phones.push(CustomerPhone { label, ..CustomerPhone::new(number) });
    }
    phones
}

fn place(address: &Reader<'_>, problems: &mut Vec<Problem>) -> Place {
    let mut part = |name| address.text(name, WORD, problems).unwrap_or_default();
    let (province, city, district, street) =
        (part("province"), part("city"), part("district"), part("street"));
    let postcode = part("postcode");
    let detail = address.required("detail", DETAIL, problems);
    let code = address.parsed("code", DistrictCode::parse, problems);
    if code.is_none() && [&city, &district, &street].into_iter().all(String::is_empty) {
        let message = "without a code the city, the district or the street must be named";
        problem(problems, &address.path_of("district"), "required", message);
    }

    Place { province, city, district, street, detail, postcode, code }
}

fn machine(appliance: &Reader<'_>, problems: &mut Vec<Problem>) -> Machine {
    let category = required_word(appliance, "category", problems);

    Machine {
        category: category.unwrap_or(Category::Other),
        brand: appliance.text("brand", WORD, problems),
        model: appliance.text("model", WORD, problems),
        serial: appliance.text("serial", WORD, problems),
        purchased: appliance.parsed("purchased", |text| text.parse().ok(), problems),
        shop: appliance.text("shop", NAME, problems),
    }
}

fn promised(order: &Reader<'_>, problems: &mut Vec<Problem>) -> Option<Slot> {
    order.value("promised")?;
    let slot = order.inside("promised", problems);
    let before = problems.len();
    let day = slot.parsed("day", |text| text.parse::<NaiveDate>().ok(), problems);
    let (from, to) = (minutes(&slot, "from", problems), minutes(&slot, "to", problems));
    let (Some(day), Some(from), Some(to)) = (day, from, to) else {
        if problems.len() == before {
            problem(problems, "promised", "required", "day, from and to go together");
        }
        return None;
    };
    let slot = Slot::new(day, from, to);
    if let Err(error) = slot {
        problem(problems, "promised", "malformed", &error.to_string());
    }

    slot.ok()
}

/// `"09:30"`, or minutes since midnight.
fn minutes(slot: &Reader<'_>, name: &str, problems: &mut Vec<Problem>) -> Option<u16> {
    if let Some(number) = slot.value(name).and_then(Value::as_u64) {
        return Some(u16::try_from(number).unwrap_or(u16::MAX));
    }
    let clock = |text: &str| {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);

        (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
    };

    slot.parsed(name, clock, problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn order() -> Value {
        json!({
            "source": "shop", "kind": "install",
            "customer": {"name": " 王芳 ", "phones": ["138 1234 5678", {"number": "021-5888 6688", "label": "单位"}]},
            "address": {"city": "上海市", "district": "浦东新区", "detail": "张杨路 500 号"},
            "appliance": {"category": "water_heater", "purchased": "2026-11-01"},
            "promised": {"day": "2026-11-25", "from": "09:00", "to": 660},
        })
    }

    fn wrong(change: impl FnOnce(&mut Value)) -> Vec<(String, String)> {
        let mut form = order();
        change(&mut form);
        let problems = OrderForm::read(&form).expect_err("something is wrong");

        problems.into_iter().map(|problem| (problem.field, problem.code)).collect()
    }

    fn one(field: &str, code: &str) -> Vec<(String, String)> {
        vec![(field.to_owned(), code.to_owned())]
    }

    #[test]
    fn a_sale_report_is_read_as_it_was_meant() {
        let form = OrderForm::read(&order()).expect("nothing is wrong");

        assert_eq!(
            (form.source, form.kind, form.name.as_str()),
            (Source::Shop, OrderKind::Install, "王芳")
        );
        assert_eq!(form.phones[0].number.digits(), "13812345678");
        assert_eq!(form.phones[1].label.as_deref(), Some("单位"));
        assert_eq!(form.promised.map(|slot| (slot.from(), slot.to())), Some((540, 660)));
    }

    #[test]
    fn each_wrong_field_is_named() {
        assert_eq!(wrong(|f| f["kind"] = json!("party")), one("kind", "not_one_of"));
        assert_eq!(
            wrong(|f| f["customer"]["name"] = json!("  ")),
            one("customer.name", "required")
        );
        assert_eq!(
            wrong(|f| f["customer"]["phones"][0] = json!("none")),
            one("customer.phones[0]", "malformed")
        );
        assert_eq!(
            wrong(|f| f["address"]["detail"] = json!("字".repeat(500))),
            one("address.detail", "too_long")
        );
        assert_eq!(
            wrong(|f| f["appliance"]["purchased"] = json!("2026-02-30")),
            one("appliance.purchased", "malformed")
        );
        assert_eq!(wrong(|f| f["promised"]["to"] = json!("08:00")), one("promised", "malformed"));
        assert_eq!(wrong(|f| f["source"] = json!(7)), one("source", "malformed"));
    }

    #[test]
    fn where_a_word_is_not_known_those_that_are_stand_beside_it() {
        let mut form = order();
        form["kind"] = json!("安装");
        form["priority"] = json!("soon");
        let problems = OrderForm::read(&form).expect_err("two words are not known");
        let told: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();

        assert!(told[0].contains("known here: install, repair, maintenance"), "{told:?}");
        assert!(told[1].contains("urgent") && !told[1].contains('`'), "{told:?}");
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let fields: Vec<_> = OrderForm::read(&json!([])).expect_err("no object");
        let fields: Vec<_> = fields.iter().map(|problem| problem.field.as_str()).collect();

        assert_eq!(
            fields,
            [
                "",
                "source",
                "kind",
                "customer.name",
                "customer.phones",
                "address.detail",
                "address.district",
                "appliance.category"
            ]
        );
    }
}
