//! Behind the third door: what a new office needs to begin.

use domain::{Office, Place};
use engine::{Error, Founding};
use iced::Element;
use iced::widget::column;
use ui::widget::{columns, field};
use ui::{size, space};

use super::Message as Outer;
use super::door::about;
use crate::context::Context;
use crate::problem;

/// What is being typed.
#[derive(Default)]
pub struct Form {
    code: String,
    name: String,
    phone: String,
    city: String,
    district: String,
    first: String,
    technicians: String,
}

/// What can happen in the form.
#[derive(Debug, Clone)]
pub enum Message {
    CodeChanged(String),
    NameChanged(String),
    PhoneChanged(String),
    CityChanged(String),
    DistrictChanged(String),
    FirstChanged(String),
    TechniciansChanged(String),
}

impl Form {
    /// The name by which the field that an error speaks of gets the focus.
    pub fn id(field: &str) -> &'static str {
        match field {
            "name" => "own-name",
            "phone" => "own-phone",
            "first" => "own-first",
            _ => "own-code",
        }
    }

    pub fn update(&mut self, message: Message) {
        match message {
            Message::CodeChanged(text) => self.code = text.to_uppercase(),
            Message::NameChanged(text) => self.name = text,
            Message::PhoneChanged(text) => self.phone = text,
            Message::CityChanged(text) => self.city = text,
            Message::DistrictChanged(text) => self.district = text,
            Message::FirstChanged(text) => self.first = text,
            Message::TechniciansChanged(text) => self.technicians = text,
        }
    }

    pub fn founding(&self) -> Founding {
        let phone = self.phone.trim();
        let names = self.technicians.split(['、', '，', ',', '；', ';']).map(str::trim);

        Founding {
            office: Office {
                code: self.code.trim().to_owned(),
                name: self.name.trim().to_owned(),
                phone: (!phone.is_empty()).then(|| phone.to_owned()),
                place: Place {
                    city: self.city.trim().to_owned(),
                    district: self.district.trim().to_owned(),
                    ..Place::default()
                },
                ..Office::default()
            },
            first: self.first.clone(),
            technicians: names.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }

    pub fn view<'a>(&'a self, error: Option<&Error>, cx: &'a Context) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let line = |label: String, value: &'a str, changed: fn(String) -> Message| {
            field(label, value)
                .on_input(move |text| Outer::Own(changed(text)))
                .on_submit(Outer::Submitted)
        };
        let wrong = |name: &str| problem::beside(name, error, locale);
        let code = line(locale.first_own_code(), &self.code, Message::CodeChanged)
            .id(Self::id("code"))
            .hint(locale.first_own_code_hint())
            .error(wrong("code"));
        let name = line(locale.first_own_name(), &self.name, Message::NameChanged)
            .id(Self::id("name"))
            .error(wrong("name"));
        let phone = line(locale.first_own_phone(), &self.phone, Message::PhoneChanged)
            .id(Self::id("phone"))
            .error(wrong("phone"));
        let city = line(locale.first_own_city(), &self.city, Message::CityChanged);
        let district = line(locale.first_own_district(), &self.district, Message::DistrictChanged);
        let first = line(locale.first_own_first(), &self.first, Message::FirstChanged)
            .id(Self::id("first"))
            .hint(locale.first_own_first_hint())
            .error(wrong("first"));
        let technicians =
            line(locale.first_own_technicians(), &self.technicians, Message::TechniciansChanged)
                .hint(locale.first_own_technicians_hint());
        let fields = column![
            columns(size::FIELD, [code.into(), name.into()]),
            columns(size::CODE, [phone.into(), city.into(), district.into()]),
            columns(size::FIELD, [first.into(), technicians.into()]),
        ];

        column![about(locale.first_own(), locale.first_own_about()), fields.spacing(space::SNUG)]
            .spacing(space::FAR)
            .into()
    }
}
