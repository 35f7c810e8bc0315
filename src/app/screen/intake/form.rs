//! What is typed during a call, as it stands in the fields.

use chrono::NaiveDate;
use domain::{
    AddressId, Appliance, ApplianceId, Category, CustomerId, OrderId, OrderKind, Phone, Place,
    Slot, Source,
};
use engine::{CallGuide, Clock, Error, Household, Intake, Plate, Wrong};
use locale::Locale;
use serde::{Deserialize, Serialize};

use crate::address::Part;
use crate::reading;

/// One line of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Phone,
    Name,
    Province,
    City,
    District,
    Street,
    Detail,
    Postcode,
    Brand,
    Model,
    Serial,
    Purchased,
    Installed,
    Fault,
    Day,
    Time,
}

impl From<Part> for Field {
    fn from(part: Part) -> Self {
        match part {
            Part::Province => Self::Province,
            Part::City => Self::City,
            Part::District => Self::District,
            Part::Street => Self::Street,
            Part::Detail => Self::Detail,
            Part::Postcode => Self::Postcode,
        }
    }
}

impl Field {
    /// The name that the focus finds it by.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Phone => "intake-phone",
            Self::Name => "intake-name",
            Self::Province => "intake-province",
            Self::City => "intake-city",
            Self::District => "intake-district",
            Self::Street => "intake-street",
            Self::Detail => "intake-detail",
            Self::Postcode => "intake-postcode",
            Self::Brand => "intake-brand",
            Self::Model => "intake-model",
            Self::Serial => "intake-serial",
            Self::Purchased => "intake-purchased",
            Self::Installed => "intake-installed",
            Self::Fault => "intake-fault",
            Self::Day => "intake-day",
            Self::Time => "intake-time",
        }
    }

    /// The name that an error has for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Name => "name",
            Self::Province
            | Self::City
            | Self::District
            | Self::Street
            | Self::Detail
            | Self::Postcode => "address",
            Self::Brand => "brand",
            Self::Model => "model",
            Self::Serial => "serial",
            Self::Purchased => "purchased",
            Self::Installed => "installed",
            Self::Fault => "fault",
            Self::Day => "day",
            Self::Time => "time",
        }
    }
}

/// What is typed, word for word. It is what a draft keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    pub customer: Option<CustomerId>,
    pub address: Option<AddressId>,
    pub appliance: Option<ApplianceId>,
    pub phone: String,
    pub name: String,
    pub place: Place,
    pub kind: OrderKind,
    pub category: Option<Category>,
    /// What was typed for the category and names none.
    pub category_unfit: String,
    pub brand: String,
    pub model: String,
    pub serial: String,
    pub purchased: String,
    pub installed: String,
    pub fault: String,
    pub fault_code: Option<String>,
    pub description: String,
    pub day: String,
    pub time: String,
    pub urgent: bool,
    /// The order that it is about, with its number.
    pub origin: Option<(OrderId, String)>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            customer: None,
            address: None,
            appliance: None,
            phone: String::new(),
            name: String::new(),
            place: Place::default(),
            kind: OrderKind::Repair,
            category: None,
            category_unfit: String::new(),
            brand: String::new(),
            model: String::new(),
            serial: String::new(),
            purchased: String::new(),
            installed: String::new(),
            fault: String::new(),
            fault_code: None,
            description: String::new(),
            day: String::new(),
            time: String::new(),
            urgent: false,
            origin: None,
        }
    }
}

impl Form {
    /// A form for whoever was typed into the caller bar: digits are a number, words a name.
    pub fn of_caller(typed: &str) -> Self {
        let typed = typed.trim().to_owned();
        let digits = Phone::parse(&typed).is_some();

        match (digits, typed.is_empty()) {
            (_, true) => Self::default(),
            (true, false) => Self { phone: typed, ..Self::default() },
            (false, false) => Self { name: typed, ..Self::default() },
        }
    }

    /// Whether nobody has typed anything that would be a pity to lose.
    pub fn is_blank(&self) -> bool {
        let texts = [
            &self.phone,
            &self.name,
            &self.place.street,
            &self.place.detail,
            &self.brand,
            &self.category_unfit,
            &self.model,
            &self.serial,
            &self.fault,
            &self.description,
            &self.day,
        ];

        self.customer.is_none() && texts.into_iter().all(|text| text.trim().is_empty())
    }

    /// Whose call it is, as far as it was typed.
    pub fn who(&self) -> &str {
        let known = [&self.name, &self.phone, &self.place.detail, &self.fault, &self.description];

        known.into_iter().map(|text| text.trim()).find(|text| !text.is_empty()).unwrap_or_default()
    }

    pub fn line(&self, field: Field) -> &str {
        match field {
            Field::Phone => &self.phone,
            Field::Name => &self.name,
            Field::Province => &self.place.province,
            Field::City => &self.place.city,
            Field::District => &self.place.district,
            Field::Street => &self.place.street,
            Field::Detail => &self.place.detail,
            Field::Postcode => &self.place.postcode,
            Field::Brand => &self.brand,
            Field::Model => &self.model,
            Field::Serial => &self.serial,
            Field::Purchased => &self.purchased,
            Field::Installed => &self.installed,
            Field::Fault => &self.fault,
            Field::Day => &self.day,
            Field::Time => &self.time,
        }
    }

    pub fn put(&mut self, field: Field, text: String) {
        let line = match field {
            Field::Phone => &mut self.phone,
            Field::Name => &mut self.name,
            Field::Province => &mut self.place.province,
            Field::City => &mut self.place.city,
            Field::District => &mut self.place.district,
            Field::Street => &mut self.place.street,
            Field::Detail => &mut self.place.detail,
            Field::Postcode => &mut self.place.postcode,
            Field::Brand => &mut self.brand,
            Field::Model => &mut self.model,
            Field::Serial => &mut self.serial,
            Field::Purchased => &mut self.purchased,
            Field::Installed => &mut self.installed,
            Field::Fault => &mut self.fault,
            Field::Day => &mut self.day,
            Field::Time => &mut self.time,
        };
        *line = text;
        match field {
            // Another district has another code; which one, a person cannot type.
            Field::Province | Field::City | Field::District => self.place.code = None,
            Field::Fault => self.fault_code = None,
            _ => {}
        }
    }

    /// Fills in what the file says of them. What was typed of the matter stays.
    pub fn fill(&mut self, household: &Household, appliance: Option<ApplianceId>, locale: &Locale) {
        self.customer = Some(household.id);
        self.name.clone_from(&household.customer.name);
        if let Some(phone) = household.customer.first_phone()
            && Phone::parse(&self.phone).is_none_or(|typed| {
                household.customer.phones.iter().any(|known| known.number == typed)
                    || typed.digits().len() < phone.digits().len()
            })
        {
            self.phone = phone.to_string();
        }
        self.choose_address(household, 0);
        let only = (household.machines.len() == 1 && self.kind != OrderKind::Install)
            .then(|| household.machines[0].id);
        let machine = appliance.or(only).and_then(|id| household.machine(id));
        if let Some(machine) = machine {
            self.choose_machine(machine.id, &machine.appliance, locale);
        }
    }

    /// The address with this number in the file; beyond the last, a new one.
    pub fn choose_address(&mut self, household: &Household, at: usize) {
        match household.addresses.get(at) {
            Some(row) => {
                self.address = Some(row.id);
                self.place = row.address.place.clone();
            }
            None => {
                self.address = None;
                self.leave_home();
            }
        }
    }

    /// Another house of the same town.
    fn leave_home(&mut self) {
        self.place.street.clear();
        self.place.detail.clear();
        self.place.postcode.clear();
    }

    /// This machine of the file.
    pub fn choose_machine(&mut self, id: ApplianceId, appliance: &Appliance, locale: &Locale) {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |value: Option<NaiveDate>| {
            value.map(|day| locale.date_figures(day)).unwrap_or_default()
        };
        self.appliance = Some(id);
        self.choose_category(Some(appliance.category));
        self.brand = text(&appliance.brand);
        self.model = text(&appliance.model);
        self.serial = text(&appliance.serial);
        self.purchased = day(appliance.purchased);
        self.installed = day(appliance.installed);
        if appliance.address.is_some() {
            self.address = self.address.or(appliance.address);
        }
    }

    /// Such a machine, whatever was typed before.
    pub fn choose_category(&mut self, category: Option<Category>) {
        self.category = category;
        self.category_unfit.clear();
    }

    /// What was typed for the category names none; nothing at all was taken back.
    pub fn misname_category(&mut self, typed: String) {
        (self.category, self.category_unfit) = (None, typed);
    }

    /// A machine that the file does not have.
    pub fn another_machine(&mut self) {
        self.appliance = None;
        self.choose_category(None);
        for line in [
            &mut self.brand,
            &mut self.model,
            &mut self.serial,
            &mut self.purchased,
            &mut self.installed,
        ] {
            line.clear();
        }
    }

    /// Nobody in particular: the file that was filled in belongs to somebody else.
    pub fn forget_household(&mut self) {
        (self.customer, self.address, self.origin) = (None, None, None);
        if self.appliance.take().is_some() {
            self.another_machine();
        }
        self.leave_home();
    }

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
        let stretch =
            if time.is_empty() { Some((8 * 60, 18 * 60)) } else { reading::stretch(time) };
        let unreadable = Error::field("time", Wrong::Unreadable);
        let (from, to) = stretch.ok_or_else(|| unreadable.clone())?;
        let slot = Slot::new(day, from, to).map_err(|_| unreadable)?;
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
        let fault = self.fault_of(guide).unwrap_or_else(|error| {
            wrong.push(error);
            None
        });
        let promised = self.promised(clock, locale).unwrap_or_else(|error| {
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
            description: self.description.clone(),
            promised,
            urgent: self.urgent,
            source: Source::Phone,
            origin: self.origin.as_ref().map(|(order, _)| *order),
        };
        let unreadable = |error: &Error| wrong.iter().any(|known| same_field(known, error));
        let more: Vec<Error> =
            intake.problems().into_iter().filter(|error| !unreadable(error)).collect();
        wrong.extend(more);
        wrong.sort_by_key(place_in_form);

        if wrong.is_empty() { Ok(intake) } else { Err(wrong) }
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

    /// Where most callers live, as long as nobody typed where this one does.
    pub fn at_home(&mut self, home: &Place) {
        let blank = self.place.is_blank() && self.place.code.is_none();
        if blank && self.address.is_none() {
            self.place = Place { code: home.code.clone(), ..home.clone() };
        }
    }

    /// The address, if more is said of it than the city that stood there from the beginning.
    pub fn whole_place(&self) -> Place {
        let parts = [&self.place.street, &self.place.detail, &self.place.postcode];
        let said = parts.into_iter().any(|part| !part.trim().is_empty());

        if said || self.address.is_some() { self.place.clone() } else { Place::default() }
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
