//! What is typed during a call, as it stands in the fields.

mod meant;

use chrono::NaiveDate;
use domain::{
    AddressId, Appliance, ApplianceId, ArticleId, Category, CustomerId, EnquiryId, Line, OrderId,
    OrderKind, Phone, Place,
};
use engine::Household;
use locale::Locale;
use serde::{Deserialize, Serialize};

use crate::address::Part;

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
    /// The number by which the place was put down.
    pub placed_by: Option<String>,
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
    /// What was told to the caller.
    pub told: Vec<ArticleId>,
    /// What somebody wrote that it comes out of, with its subject.
    pub enquiry: Option<(EnquiryId, String)>,
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
            placed_by: None,
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
            told: Vec::new(),
            enquiry: None,
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

    /// Whether somebody is to go there: then it is asked what is broken, and when. Questions and complaints are words.
    pub fn asks_for_visit(&self) -> bool {
        !matches!(self.kind, OrderKind::Complaint | OrderKind::Consultation)
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

    /// Where most callers live, as long as nobody typed where this one does.
    pub fn at_home(&mut self, home: &Place) {
        let blank = self.place.is_blank() && self.place.code.is_none();
        if blank && self.address.is_none() {
            self.place = Place { code: home.code.clone(), ..home.clone() };
        }
    }

    /// A line of a house stands where its area code says: in another city than ours that is put down, as long as nobody
    /// wrote anything of the place. A mobile telephone goes along wherever its owner moves, so it says nothing of that.
    pub fn place_by_number(&mut self, home: &Place, locale: &Locale) {
        let of = |number: &str| {
            let phone = Phone::parse(number).filter(|phone| phone.line() == Some(Line::Fixed))?;
            let place = engine::origin(&phone, locale.language())?;
            let elsewhere = !place.city.is_empty() && place.city != home.city;

            elsewhere.then_some(place)
        };
        let by_number = self.placed_by.as_deref().and_then(of);
        let untouched = self.place == *home || by_number.as_ref() == Some(&self.place);
        if self.customer.is_some() || self.address.is_some() || !untouched {
            return;
        }
        let said = of(&self.phone);
        self.placed_by = said.is_some().then(|| self.phone.clone());
        self.place = said.unwrap_or_else(|| home.clone());
    }

    /// The address, if more is said of it than the city that stood there from the beginning.
    pub fn whole_place(&self) -> Place {
        let parts = [&self.place.street, &self.place.detail, &self.place.postcode];
        let said = parts.into_iter().any(|part| !part.trim().is_empty());

        if said || self.address.is_some() { self.place.clone() } else { Place::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use locale::Language;

    #[test]
    fn a_line_of_a_house_says_the_city_and_a_mobile_telephone_does_not() {
        let locale = Locale::new(Language::SimplifiedChinese);
        let home =
            Place { province: "上海市".into(), city: "上海市".into(), ..Place::default() };
        let mut form = Form { place: home.clone(), ..Form::default() };
        let placed = |number: &str, form: &mut Form| {
            number.clone_into(&mut form.phone);
            form.place_by_number(&home, &locale);
            form.place.city.clone()
        };

        assert_eq!(placed("0571-8888 6666", &mut form), "杭州市");
        assert_eq!(placed("021-5888 6688", &mut form), "上海市", "another number was meant");
        assert_eq!(placed("13000001234", &mut form), "上海市");
        assert_eq!(placed("0512-6888 6666", &mut form), "苏州市");
        "观前街 1 号".clone_into(&mut form.place.detail);
        assert_eq!(placed("0571-8888 6666", &mut form), "苏州市", "somebody wrote the place");
    }
}
