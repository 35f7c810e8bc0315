//! What the fields of records say, in words: amounts, times, people and what is one of a few things as a person calls them.

use chrono::FixedOffset;
use domain::{Moment, Money, Record as _, Slot, Staff};
use locale::Locale;
use serde::de::DeserializeOwned;
use serde_json::Value;
use store::Session;
use uuid::Uuid;

use crate::Error;

/// Numbers above this are moments: nothing else that is written down is so large.
const MOMENTS: i64 = 100_000_000_000;

/// Whoever tells it.
pub(super) struct Telling<'a> {
    pub(super) session: &'a Session<'a>,
    pub(super) locale: &'a Locale,
    pub(super) offset: FixedOffset,
}

impl Telling<'_> {
    /// What a field of a kind of record says; nothing where it says nothing, or only names another record.
    pub(super) fn said(
        &self,
        (kind, field): (&str, &str),
        value: &Value,
    ) -> Result<Option<String>, Error> {
        let joined = |all: Vec<String>, between: &str| (!all.is_empty()).then(|| all.join(between));
        Ok(match value {
            Value::Null => None,
            Value::String(text) => match Uuid::parse_str(text) {
                Ok(id) => self.named(id)?,
                Err(_) => Some(self.word((kind, field), value).unwrap_or_else(|| text.clone()))
                    .filter(|text| !text.is_empty()),
            },
            Value::Array(all) => {
                let mut parts = Vec::new();
                for part in all {
                    parts.extend(self.said((kind, field), part)?);
                }
                joined(parts, ", ")
            }
            Value::Object(fields) => match self.whole(value) {
                Some(words) => Some(words),
                None => {
                    let mut parts = Vec::new();
                    for (name, part) in fields {
                        parts.extend(self.said((kind, name), part)?);
                    }
                    joined(parts, " ")
                }
            },
            Value::Number(number) => Some(match number.as_i64().filter(|it| *it > MOMENTS) {
                Some(at) => Moment(at).at(self.offset).format("%Y-%m-%d %H:%M").to_string(),
                None => number.to_string(),
            }),
            Value::Bool(true) => Some(self.locale.export_yes()),
            Value::Bool(false) => Some(self.locale.export_no()),
        })
    }

    /// Somebody of the office by their name: other records stand in lines of their own.
    fn named(&self, id: Uuid) -> Result<Option<String>, Error> {
        if self.session.stored(Staff::KIND, id)?.is_none() {
            return Ok(None);
        }

        Ok(self.session.get::<Staff>(id)?.map(|staff| staff.name))
    }

    /// An amount, or a stretch of a day.
    fn whole(&self, value: &Value) -> Option<String> {
        let has = |name: &str| value.get(name).is_some();
        if has("minor") {
            return read::<Money>(value).map(|money| self.locale.money(money));
        }
        let slot = read::<Slot>(value).filter(|_| has("from") && has("to"))?;
        let day = slot.day().to_string();

        Some(match slot.is_day_alone() {
            true => day,
            false => format!("{day} {}", self.locale.slot_times(slot)),
        })
    }

    /// One of a few things, as it is called on screen.
    fn word(&self, (kind, field): (&str, &str), value: &Value) -> Option<String> {
        let locale = self.locale;
        match (kind, field) {
            ("order", "kind") => read(value).map(|it| locale.order_kind(it)),
            ("order", "source") => read(value).map(|it| locale.source(it)),
            (_, "priority") => read(value).map(|it| locale.priority(it)),
            ("order", "state" | "state_before") => read(value).map(|it| locale.state(it)),
            ("order_event", "event") => read(value).map(|it| locale.event(it)),
            ("order_event", "reason") => read(value).map(|it| locale.cancel_reason(it)),
            ("visit", "state") => read(value).map(|it| locale.visit_state(it)),
            ("enquiry", "state") => read(value).map(|it| locale.enquiry_state(it)),
            ("enquiry" | "enquiry_event", "channel") => {
                read(value).map(|it| locale.enquiry_channel(it))
            }
            ("enquiry_event", "event") => read(value).map(|it| locale.enquiry_event(it)),
            (_, "grade") => read(value).map(|it| locale.grade(it)),
            (_, "aspect") => read(value).map(|it| locale.aspect(it)),
            ("callback", "outcome") => read(value).map(|it| locale.callback_outcome(it)),
            (_, "outcome") => read(value).map(|it| locale.outcome(it)),
            ("charge", "kind") => read(value).map(|it| locale.charge_kind(it)),
            ("charge", "payer") => read(value).map(|it| locale.payer(it)),
            (_, "means") => read(value).map(|it| locale.means(it)),
            ("customer", "level") => read(value).map(|it| locale.level(it)),
            ("customer", "refused") => read(value).map(|it| locale.channel(it)),
            ("appliance" | "order" | "enquiry", "category") => {
                read(value).map(|it| locale.category(it))
            }
            ("letter", "purpose") => read(value).map(|it| locale.purpose(it)),
            (_, "coverage") => read(value).map(|it| locale.coverage(it)),
            _ => None,
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(value).ok()
}

#[cfg(test)]
mod tests {
    use locale::Language;
    use serde_json::json;

    use super::*;
    use crate::testing::{office, wait};

    #[test]
    fn what_is_written_down_is_told_as_a_person_calls_it() -> Result<(), Error> {
        let engine = office();
        let people = wait(engine.people())?.people;
        let (id, staff) = people.into_iter().next().expect("somebody");
        let told = engine.workers.read(move |session| {
            let locale = Locale::new(Language::English);
            let offset = chrono::FixedOffset::east_opt(0).expect("an offset");
            let telling = Telling { session, locale: &locale, offset };
            let money = json!({"labour": {"minor": 1_250, "currency": "CNY"}});
            let slot = json!({"day": "2026-11-24", "from": 540, "to": 660});
            let other = json!("01939f3e-0000-7000-8000-000000000000");
            let all = [
                (("order", "quote"), money),
                (("order", "promised"), slot),
                (("order", "received_by"), json!(id.to_string())),
                (("order", "customer"), other),
                (("order", "kind"), json!("repair")),
                (("order", "fault"), json!("repair")),
                (("customer", "refused"), json!(["call", "letter"])),
                (("visit", "booked"), json!(false)),
            ];
            all.iter().map(|(field, value)| telling.said(*field, value)).collect()
        });
        let told: Vec<Option<String>> = wait(told)?;
        let locale = Locale::new(Language::English);
        let channels = [domain::Channel::Call, domain::Channel::Letter];
        let expected = [
            Some("¥12.50".to_owned()),
            Some("2026-11-24 09:00–11:00".to_owned()),
            Some(staff.name),
            None,
            Some(locale.order_kind(domain::OrderKind::Repair)),
            Some("repair".to_owned()),
            Some(channels.map(|it| locale.channel(it)).join(", ")),
            Some(locale.export_no()),
        ];
        assert_eq!(told, expected);
        Ok(())
    }
}
