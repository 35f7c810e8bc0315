//! People of the city who were written down twice, as happens in every office: for whoever tries to merge two files.

use domain::{Address, AddressId, Appliance, Customer, CustomerId, CustomerPhone, Phone, Place};

use super::Builder;
use super::household::Home;
use crate::Error;

/// Days from today on which the second files were opened: in the midst of the others.
const OPENED: [i64; 3] = [-900, -1_100, -1_300];

impl Builder<'_> {
    /// Three second files: one by the same number, one by the same serial, one by name and address.
    pub(super) fn written_twice(&mut self, homes: &[Home]) -> Result<(), Error> {
        for (nth, days) in OPENED.into_iter().enumerate() {
            let Some(home) = homes.get((nth + 1) * homes.len() / 4).cloned() else { continue };
            let known = self.session.get::<Customer>(home.customer)?;
            let lives = self.session.get::<Address>(home.address)?;
            let (Some(known), Some(lives)) = (known, lives) else { continue };
            let customer = self.second_file((nth, days), &known)?;
            let address = self.second_address((nth, days), customer, &lives)?;
            let machine = Appliance {
                customer,
                address: Some(address),
                // Only the second time somebody read the plate as well.
                serial: home.machine.serial.clone().filter(|_| nth == 1),
                ..home.machine
            };
            self.create(self.day(days, 702), &machine)?;
        }

        Ok(())
    }

    fn second_file(
        &mut self,
        (nth, days): (usize, i64),
        known: &Customer,
    ) -> Result<CustomerId, Error> {
        let at = self.day(days, 700);
        let other = || Phone::parse(&format!("1600{:07}", 7_700_701 + nth * 311));
        let number = known.first_phone().filter(|_| nth == 0).cloned().or_else(other);
        let name = match nth {
            1 => known.name.chars().take(1).collect::<String>() + "先生",
            _ => known.name.clone(),
        };
        let customer = Customer {
            name,
            organisation: known.organisation,
            phones: number.map(CustomerPhone::new).into_iter().collect(),
            since: Some(at),
            ..Customer::default()
        };

        Ok(CustomerId(self.create(at, &customer)?))
    }

    /// The same address; the last time written with strokes.
    fn second_address(
        &mut self,
        (nth, days): (usize, i64),
        customer: CustomerId,
        lives: &Address,
    ) -> Result<AddressId, Error> {
        let written = &lives.place.detail;
        let detail = match nth {
            2 => ["号", "弄", "幢", "单元"]
                .iter()
                .fold(written.clone(), |line, word| line.replace(word, "-"))
                .replace('室', ""),
            _ => written.clone(),
        };
        let place = Place { detail, ..lives.place.clone() };
        let address = Address { customer, place, note: None, ..lives.clone() };

        Ok(AddressId(self.create(self.day(days, 701), &address)?))
    }
}
