//! Behind the third door: what a new office needs to begin.

use domain::{Currency, Office, Place};
use engine::{Error, FirstTerms, Founding};
use iced::Element;
use iced::widget::{column, container, text};
use locale::Locale;
use ui::theme::style;
use ui::widget::{checkbox, choice, columns, field};
use ui::{size, space};

use super::Message as Outer;
use super::door::about;
use crate::context::Context;
use crate::problem;

/// What is being typed.
pub struct Form {
    code: String,
    name: String,
    phone: String,
    city: String,
    district: String,
    first: String,
    technicians: String,
    /// None until somebody chooses another than the usual one of this place and language.
    currency: Option<Currency>,
    suggested: bool,
    /// None until somebody chooses others than the usual ones of this language and currency.
    terms: Option<FirstTerms>,
    system: Option<String>,
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
    CurrencyPicked(usize),
    SuggestedToggled(bool),
    TermsPicked(usize),
}

impl Form {
    /// An empty form on a computer whose system has this tag.
    pub fn new(system: Option<String>) -> Self {
        Self {
            code: String::new(),
            name: String::new(),
            phone: String::new(),
            city: String::new(),
            district: String::new(),
            first: String::new(),
            technicians: String::new(),
            currency: None,
            suggested: false,
            terms: None,
            system,
        }
    }

    fn currency(&self, locale: &Locale) -> Currency {
        self.currency.unwrap_or_else(|| locale.usual_currency(self.system.as_deref()))
    }

    fn terms(&self, locale: &Locale) -> FirstTerms {
        let usual = || FirstTerms::usual(locale.language(), self.currency(locale));

        self.terms.unwrap_or_else(usual)
    }

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
            Message::CurrencyPicked(at) => self.currency = Currency::ALL.get(at).copied(),
            Message::SuggestedToggled(suggested) => self.suggested = suggested,
            Message::TermsPicked(at) => self.terms = FirstTerms::ALL.get(at).copied(),
        }
    }

    pub fn founding(&self, locale: &Locale) -> Founding {
        let phone = self.phone.trim();
        let names = self.technicians.split(['、', '，', ',', '；', ';']).map(str::trim);

        Founding {
            office: Office {
                language: Some(locale.language().tag().to_owned()),
                code: self.code.trim().to_owned(),
                name: self.name.trim().to_owned(),
                phone: (!phone.is_empty()).then(|| phone.to_owned()),
                place: Place {
                    city: self.city.trim().to_owned(),
                    district: self.district.trim().to_owned(),
                    ..Place::default()
                },
                currency: self.currency(locale),
                ..Office::default()
            },
            suggested_prices: self.suggested,
            terms: self.terms(locale),
            language: locale.language(),
            articles: true,
            first: self.first.clone(),
            technicians: names.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        }
    }

    pub fn view<'a>(&'a self, error: Option<&Error>, cx: &'a Context) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let line = |label: String, value: &'a str, changed: fn(String) -> Message| {
            field(label, value).on_input(move |text| Outer::Own(changed(text)))
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
        let currency = self.currency(locale);
        let at = Currency::ALL.iter().position(|it| *it == currency);
        let currencies = Currency::ALL.map(|currency| locale.currency_choice(currency));
        let books = choice(locale.prices_currency(), currencies, at)
            .none(locale.list_no_match())
            .hint(locale.prices_own_currency_hint())
            .on_pick(|at| Outer::Own(Message::CurrencyPicked(at)));
        // The suggested prices are yuan; in no other currency do they say anything.
        let toggled = |on| Outer::Own(Message::SuggestedToggled(on));
        let (suggested, how) = if currency == Currency::Cny {
            let ticked = checkbox(locale.prices_own_suggested(), self.suggested, Some(toggled));
            (Some(ticked), locale.prices_own_suggested_hint())
        } else {
            (None, locale.prices_own_unknown_hint())
        };
        let how = text(how).size(size::CAPTION).style(style::muted);
        let prices = column![suggested, how].spacing(space::TIGHT);
        // Level with the field beside it, whose label stands above.
        let prices =
            container(prices).padding(iced::Padding::ZERO.top(size::CAPTION + space::NEAR));
        let fields = column![
            columns(size::FIELD, [code.into(), name.into()]),
            columns(size::CODE, [phone.into(), city.into(), district.into()]),
            columns(size::FIELD, [first.into(), technicians.into()]),
            columns(size::FIELD, [books.into(), prices.into()]),
            columns(size::FIELD, [self.warranty(cx)]),
        ];

        // Enter goes on to what is chosen below; F10 founds the office.
        let fields = ui::form(fields.spacing(space::SNUG));

        column![about(locale.first_own(), locale.first_own_about()), fields]
            .spacing(space::FAR)
            .into()
    }

    /// What makers promise, to begin with.
    fn warranty<'a>(&self, cx: &'a Context) -> Element<'a, Outer> {
        let locale = &cx.locale;
        let terms = FirstTerms::ALL.map(|terms| match terms {
            FirstTerms::Statutory => locale.first_own_terms_statutory(),
            FirstTerms::OneYear => locale.first_own_terms_one_year(),
        });
        let at = FirstTerms::ALL.iter().position(|it| *it == self.terms(locale));

        choice(locale.first_own_terms(), terms, at)
            .none(locale.list_no_match())
            .hint(locale.first_own_terms_hint())
            .on_pick(|at| Outer::Own(Message::TermsPicked(at)))
            .into()
    }
}
