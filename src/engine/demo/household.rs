//! The city's households and their machines.

use chrono::{Datelike as _, Days, NaiveDate};
use domain::{
    Address, AddressId, Appliance, ApplianceId, Category, Customer, CustomerId, CustomerPhone,
    DistrictCode, Level, Model, Phone, Place, Sale,
};

use super::Builder;
use crate::Error;

/// How many households there are.
const HOUSEHOLDS: usize = 1_200;
/// So many of a hundred households have a second machine with us.
const SECOND: i64 = 26;

/// A machine and whose it is: what an order is about.
#[derive(Debug, Clone)]
pub(super) struct Home {
    pub(super) customer: CustomerId,
    pub(super) address: AddressId,
    pub(super) appliance: ApplianceId,
    pub(super) machine: Appliance,
    pub(super) remote: bool,
    /// Days from today to the invoice.
    pub(super) bought: i64,
}

impl Builder<'_> {
    pub(super) fn households(&mut self) -> Result<Vec<Home>, Error> {
        let models: Vec<Model> =
            self.session.all::<Model>()?.into_iter().map(|(_, model)| model).collect();
        let mut homes = Vec::new();
        for number in 0..HOUSEHOLDS {
            if number % 50 == 0 {
                self.reach(number, HOUSEHOLDS * 4)?;
            }
            let since = self.chance.within(-3_000, -380);
            let customer = self.customer(number, since)?;
            let (address, remote) = self.address(customer, since)?;
            let machines = if self.chance.percent(SECOND) { 2 } else { 1 };
            for _ in 0..machines {
                homes.push(self.machine((customer, address, remote), &models)?);
            }
        }

        Ok(homes)
    }

    fn customer(&mut self, number: usize, since: i64) -> Result<CustomerId, Error> {
        let at = self.day(since, 600);
        // Names that few fonts can show, and places that are no person, are spread over the city.
        let (name, organisation) = match (number % 150, number / 150) {
            (60, nth) if nth < self.city.rare.len() => (self.city.rare[nth].clone(), false),
            (120, nth) if nth < self.city.organisations.len() => {
                (self.city.organisations[nth].clone(), true)
            }
            _ => (self.city.person(&mut self.chance), false),
        };
        // No operator gives out numbers that begin like this.
        let mobile = format!("1600{:07}", self.chance.below(10_000_000));
        let mut phones: Vec<CustomerPhone> = Vec::new();
        phones.extend(Phone::parse(&mobile).map(CustomerPhone::new));
        if self.chance.percent(12) {
            let fixed = format!("0099-886{:05}", self.chance.below(100_000));
            phones.extend(Phone::parse(&fixed).map(CustomerPhone::new));
        }
        let note = self.chance.percent(10).then(|| self.chance.word(&self.city.notes));
        let customer = Customer {
            name,
            organisation,
            phones,
            note,
            level: if self.chance.percent(3) { Level::Vip } else { Level::Ordinary },
            since: Some(at),
            ..Customer::default()
        };

        Ok(CustomerId(self.create(at, &customer)?))
    }

    fn address(&mut self, customer: CustomerId, since: i64) -> Result<(AddressId, bool), Error> {
        // Few live out in the county.
        let all = self.city.districts.len();
        let which = if self.chance.percent(8) { all - 1 } else { self.chance.index(all - 1) };
        let district = &self.city.districts[which];
        let detail = if self.chance.percent(70) {
            format!(
                "{}{}号{}{}幢{}单元{}0{}室",
                self.chance.word(&district.roads),
                self.chance.within(1, 380),
                self.chance.word(&self.city.compounds),
                self.chance.within(1, 28),
                self.chance.within(1, 4),
                self.chance.within(1, 24),
                self.chance.within(1, 4),
            )
        } else {
            format!(
                "{}{}弄{}号{}室",
                self.chance.word(&district.roads),
                self.chance.within(10, 900),
                self.chance.within(1, 120),
                self.chance.within(101, 602),
            )
        };
        let place = Place {
            province: self.city.province.clone(),
            city: self.city.city.clone(),
            district: district.name.clone(),
            street: self.chance.word(&district.streets),
            detail,
            code: DistrictCode::parse(&district.code),
            ..Place::default()
        };
        let remote = district.remote;
        let address =
            Address { area: self.areas.get(which).copied(), ..Address::new(customer, place) };

        Ok((AddressId(self.create(self.day(since, 601), &address)?), remote))
    }

    fn machine(
        &mut self,
        (customer, address, remote): (CustomerId, AddressId, bool),
        models: &[Model],
    ) -> Result<Home, Error> {
        let model = self.chance.pick(models).cloned();
        // Every fourth machine was bought this year, and its installation is one of this year's orders.
        let new = self.chance.percent(26);
        let bought =
            if new { self.chance.within(-355, -9) } else { self.chance.within(-3_300, -370) };
        let purchased = self.date(bought);
        let other = self.chance.percent(30);
        let category = model.as_ref().map_or(Category::Other, |model| model.category);
        let brand = if other { self.chance.word(&self.city.brands) } else { String::new() };
        let known = model.filter(|_| !other);
        let mut machine = Appliance {
            customer,
            address: Some(address),
            category,
            name: None,
            brand: known.as_ref().map(|model| model.brand.clone()).or(Some(brand)),
            model: known.map(|model| model.designation),
            serial: Some(format!(
                "{:02}{:09}",
                purchased.year() % 100,
                self.chance.below(999_999_999)
            )),
            made: Some(purchased.year()),
            purchased: self.chance.percent(88).then_some(purchased),
            installed: (!new).then(|| purchased + Days::new(3)),
            shop: self.chance.percent(60).then(|| self.chance.word(&self.city.shops)),
            invoice: None,
            sale: None,
            part_of: None,
            origin: None,
        };
        // Two shops of three report what they sell.
        let told = machine.shop.is_some() && machine.purchased.is_some() && bought % 3 != 0;
        let reported = self.day(bought.max(-3_000) + 1, 600);
        machine.sale = told.then_some(Sale { at: reported, by: None, seller: None, grade: None });
        let at = self.day(bought.max(-3_000), 605);
        let appliance = ApplianceId(self.create(at, &machine)?);

        Ok(Home { customer, address, appliance, machine, remote, bought })
    }

    /// So many days from today.
    pub(super) fn date(&self, days: i64) -> NaiveDate {
        self.clock.today() + chrono::TimeDelta::days(days)
    }
}
