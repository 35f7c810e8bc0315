//! What someone with a telephone at the ear must be able to say at once.

use chrono::NaiveDate;
use domain::{
    Category, Code, CodeGroup, CustomerId, Model, Office, OrderKind, Place, Quote, Tariff, Term,
    Verdict, WarrantyReason, quote, verdict,
};
use uuid::Uuid;

use super::Plate;
use crate::areas::known;
use crate::household::terms;
use crate::sheets::{says, tokens};
use crate::{Areas, Engine, Error, Region};

/// The catalogue as far as a call needs it: asked once, answers without waiting.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallGuide {
    terms: Vec<Term>,
    tariffs: Vec<Tariff>,
    areas: Areas,
    faults: Vec<(Code, Vec<String>)>,
    models: Vec<Model>,
    /// Where most callers live: the office's own province, city and district, or what its areas say of them.
    pub home: Place,
}

impl Engine {
    /// What is said during a call.
    pub fn call_guide(&self) -> impl Future<Output = Result<CallGuide, Error>> + Send + use<> {
        self.workers.read(|session| {
            let identity = session.identity()?.ok_or(Error::NotFounded)?;
            let offices = session.all::<Office>()?.into_iter().map(|(_, office)| office);
            let home = offices
                .filter(|office| office.code.eq_ignore_ascii_case(&identity.office))
                .map(|office| office.place)
                .next()
                .unwrap_or_default();
            let areas = known(session)?;
            let home = if home.is_blank() { areas.home() } else { home };
            let faults = session.all::<Code>()?.into_iter().map(|(_, code)| code);
            let mut faults: Vec<_> = faults
                .filter(|code| code.group == CodeGroup::Fault)
                .map(|code| (spelt(&code), code))
                .map(|(spelt, code)| (code, spelt))
                .collect();
            faults.sort_by(|(one, _), (other, _)| one.code.cmp(&other.code));

            Ok(CallGuide {
                terms: terms(session)?,
                tariffs: crate::prices::in_force(session)?,
                areas,
                faults,
                models: session.all()?.into_iter().map(|(_, model)| model).collect(),
                home: Place {
                    street: String::new(),
                    detail: String::new(),
                    postcode: String::new(),
                    ..home
                },
            })
        })
    }
}

impl CallGuide {
    /// Whether the maker pays for `kind` of work on this machine on `day`. Without a category nothing can be said.
    pub fn verdict(&self, kind: OrderKind, plate: &Plate, day: NaiveDate) -> Option<Verdict> {
        let appliance = plate.appliance(CustomerId(Uuid::nil()), None)?;

        Some(verdict(&self.terms, &appliance, day).of_work(kind))
    }

    /// What the customer will pay, parts aside. `None` where the catalogue has no price.
    pub fn quote(
        &self,
        (kind, category): (OrderKind, Category),
        warranty: Option<&Verdict>,
        place: &Place,
    ) -> Option<Quote> {
        let unknown = Verdict::none(WarrantyReason::NoProof);
        let remote = self.areas.of(place).is_some_and(|(_, area)| area.remote);

        quote(&self.tariffs, (kind, category), warranty.unwrap_or(&unknown), remote)
    }

    /// Whether a place lies in the areas of this office.
    pub fn region(&self, place: &Place) -> Region<'_> {
        self.areas.region(place)
    }

    /// Fault codes for a machine that begin with, sound like or contain `typed`, best first.
    pub fn faults(&self, category: Option<Category>, typed: &str) -> Vec<&Code> {
        let said = typed;
        let typed: String = typed.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
        let fits = |code: &Code| {
            code.categories.is_empty()
                || category.is_none_or(|category| code.categories.contains(&category))
        };
        let rank = |code: &Code, spelt: &[String]| {
            let number = code.code.to_lowercase();
            let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
            let digits = digits.trim_start_matches('0');
            if typed.is_empty() {
                // What is for this machine alone comes before what any machine can have.
                return Some(u8::from(code.categories.is_empty()));
            }
            if number == typed || digits == typed {
                Some(0)
            } else if number.starts_with(&typed) || digits.starts_with(&typed) {
                Some(1)
            } else if spelt.iter().any(|word| word.starts_with(&typed)) {
                Some(2)
            } else if spelt.iter().any(|word| word.contains(&typed)) {
                Some(3)
            } else {
                says(said, &tokens(code.labels.0.values().map(String::as_str))).then_some(4)
            }
        };
        let mut found: Vec<_> = self
            .faults
            .iter()
            .filter(|(code, _)| fits(code))
            .filter_map(|(code, spelt)| Some((rank(code, spelt)?, code)))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);

        found.into_iter().map(|(_, code)| code).collect()
    }

    /// The fault with this code.
    pub fn fault(&self, code: &str) -> Option<&Code> {
        self.faults.iter().map(|(fault, _)| fault).find(|it| it.code.eq_ignore_ascii_case(code))
    }

    /// Models that hold `typed`, of this category where one is chosen.
    pub fn models(&self, category: Option<Category>, typed: &str) -> Vec<&Model> {
        let typed = typed.trim().to_lowercase();
        let holds = |model: &&Model| {
            category.is_none_or(|category| model.category == category)
                && (model.designation.to_lowercase().contains(&typed)
                    || model.brand.to_lowercase().contains(&typed))
        };

        self.models.iter().filter(holds).collect()
    }

    /// Brands of the catalogue that hold `typed`, each once.
    pub fn brands(&self, category: Option<Category>, typed: &str) -> Vec<&str> {
        let typed = typed.trim().to_lowercase();
        let mut brands: Vec<&str> = self
            .models
            .iter()
            .filter(|model| category.is_none_or(|category| model.category == category))
            .map(|model| model.brand.as_str())
            .filter(|brand| brand.to_lowercase().contains(&typed))
            .collect();
        brands.sort_unstable();
        brands.dedup();

        brands
    }
}

/// A code's words in every language, without spaces, with their pinyin and initials.
fn spelt(code: &Code) -> Vec<String> {
    let mut spelt = Vec::new();
    for label in code.labels.0.values() {
        let lower = label.to_lowercase();
        spelt.extend(store::spellings(&lower));
        let words: Vec<&str> = lower.split_whitespace().collect();
        if words.len() > 1 {
            spelt.push(words.iter().filter_map(|word| word.chars().next()).collect());
        }
        spelt.push(words.concat());
    }

    spelt
}
