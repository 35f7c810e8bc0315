//! What is meant by what is typed: the order that is to be taken in, or what is still wrong.

use chrono::NaiveDate;
use domain::{Phone, Slot, Source};
use engine::{CallGuide, Clock, Error, Intake, Plate, Wrong};
use locale::Locale;

use super::Form;
use crate::reading;

impl Form {
    /// What is known of the machine. A date that cannot be read is not known.
    pub fn plate(&self, today: NaiveDate, locale: &Locale) -> Plate {
        let past = |text: &str| reading::past_day(&reading::as_said(text, locale, today), today);
        Plate {
            category: self.category,
            brand: self.brand.trim().to_owned(),
            model: self.model.trim().to_owned(),
            serial: self.serial.trim().to_owned(),
            purchased: past(&self.purchased),
            installed: past(&self.installed),
        }
    }

    /// The day that is promised, as far as it can be read.
    pub fn promised_day(&self, today: NaiveDate, locale: &Locale) -> Option<NaiveDate> {
        let said = reading::as_said(self.day.trim(), locale, today);

        reading::coming_day(&said, today).filter(|_| !self.day.trim().is_empty())
    }

    /// The promised time. A day alone is the whole day.
    fn promised(&self, clock: &Clock, locale: &Locale) -> Result<Option<Slot>, Error> {
        let (day, time, today) = (self.day.trim(), self.time.trim(), clock.today());
        if day.is_empty() && time.is_empty() {
            return Ok(None);
        }
        let said = reading::as_said(day, locale, today);
        let day = if day.is_empty() { Some(today) } else { reading::coming_day(&said, today) };
        let day = day.ok_or(Error::field("day", Wrong::Unreadable))?;
        let slot = if time.is_empty() {
            Some(Slot::of_day(day))
        } else {
            reading::stretch(time).and_then(|(from, to)| Slot::new(day, from, to).ok())
        };
        let slot = slot.ok_or(Error::field("time", Wrong::Unreadable))?;
        if slot.is_over(clock.now(), clock.offset()) {
            let field = if slot.day() < today { "day" } else { "time" };
            return Err(Error::field(field, Wrong::Over));
        }

        Ok(Some(slot))
    }

    /// The whole call as the engine takes it, or everything that must be put right first, in the order of the form.
    pub fn read(
        &self,
        guide: &CallGuide,
        clock: &Clock,
        locale: &Locale,
    ) -> Result<Intake, Vec<Error>> {
        let (mut wrong, today) = (Vec::new(), clock.today());
        let phone = Phone::parse(&self.phone);
        if phone.is_none() && !self.phone.trim().is_empty() {
            wrong.push(Error::field("phone", Wrong::Unreadable));
        }
        if self.category.is_none() && !self.category_unfit.trim().is_empty() {
            wrong.push(Error::field("category", Wrong::Unknown));
        }
        let plate = self.plate(today, locale);
        wrong.extend(self.odd_days(today, locale));
        let visit = self.asks_for_visit();
        let fault = if visit { self.fault_of(guide) } else { Ok(None) };
        let fault = fault.unwrap_or_else(|error| {
            wrong.push(error);
            None
        });
        let promised = if visit { self.promised(clock, locale) } else { Ok(None) };
        let promised = promised.unwrap_or_else(|error| {
            wrong.push(error);
            None
        });
        let intake = Intake {
            customer: self.customer,
            name: self.name.clone(),
            phone,
            address: self.address,
            place: self.whole_place(),
            appliance: self.appliance,
            plate,
            kind: self.kind,
            fault,
            description: self.described(visit),
            promised,
            urgent: self.urgent,
            source: Source::Phone,
            origin: self.origin.as_ref().map(|(order, _)| *order),
            answers: self.told.clone(),
            enquiry: self.enquiry.as_ref().map(|(enquiry, _)| *enquiry),
        };
        let unreadable = |error: &Error| wrong.iter().any(|known| same_field(known, error));
        let more: Vec<Error> =
            intake.problems().into_iter().filter(|error| !unreadable(error)).collect();
        wrong.extend(more);
        wrong.sort_by_key(place_in_form);

        if wrong.is_empty() { Ok(intake) } else { Err(wrong) }
    }

    /// What the caller said. Where nobody is to come, fault and time have no fields: what was typed there is said here.
    fn described(&self, visit: bool) -> String {
        let said = self.description.clone();
        let time = [self.day.trim(), self.time.trim()].join(" ");
        let dropped = [self.fault.trim(), time.trim()];
        let dropped = dropped.into_iter().filter(|words| !visit && !words.is_empty());
        let lines = Some(said.as_str()).filter(|said| !said.trim().is_empty());
        let lines: Vec<_> = lines.into_iter().chain(dropped).collect();

        if lines.len() > 1 || said.trim().is_empty() { lines.join("\n") } else { said }
    }

    /// What is wrong with the days of the invoice.
    pub fn odd_days(&self, today: NaiveDate, locale: &Locale) -> Vec<Error> {
        let plate = self.plate(today, locale);
        let days = [
            ("purchased", &self.purchased, plate.purchased),
            ("installed", &self.installed, plate.installed),
        ];
        let odd =
            days.into_iter().filter(|(_, text, day)| day.is_none() && !text.trim().is_empty());

        odd.map(|(name, text, _)| {
            let said = reading::as_said(text, locale, today);
            Error::field(name, reading::not_past(&said, today))
        })
        .collect()
    }

    /// The fault that is meant by what is typed; an error where nothing is, or several are.
    pub fn fault_of(&self, guide: &CallGuide) -> Result<Option<String>, Error> {
        let typed = self.fault.trim();
        if typed.is_empty() || self.fault_code.is_some() {
            return Ok(self.fault_code.clone());
        }
        let found = guide.faults(self.category, typed);
        let exact = found.iter().find(|code| code.code.eq_ignore_ascii_case(typed));
        let only = (found.len() == 1).then(|| &found[0]);

        match exact.or(only) {
            Some(code) => Ok(Some(code.code.clone())),
            None => Err(Error::field("fault", Wrong::Unknown)),
        }
    }
}

/// Where the field of an error stands in the form.
fn place_in_form(error: &Error) -> usize {
    const ORDER: [&str; 13] = [
        "phone",
        "name",
        "address",
        "category",
        "brand",
        "model",
        "serial",
        "purchased",
        "installed",
        "fault",
        "description",
        "day",
        "time",
    ];

    let Error::Field { field, .. } = error else { return ORDER.len() };
    ORDER.iter().position(|name| name == field).unwrap_or(ORDER.len())
}

fn same_field(one: &Error, other: &Error) -> bool {
    match (one, other) {
        (Error::Field { field, .. }, Error::Field { field: same, .. }) => field == same,
        _ => false,
    }
}
