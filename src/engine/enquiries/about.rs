//! What an enquiry is about, and by whom it is: read out of its words.

use chrono::NaiveDate;
use domain::{
    ArticleId, ArticleState, Category, Customer, CustomerId, Enquiry, Level, Model, Phone, Sighted,
    stands_in,
};
use locale::Language;
use store::{ArticleRow, Asked, Session};

use crate::import::category_words;
use crate::search::hits;
use crate::{Error, Hit};

/// So many characters of a text are looked through.
const LOOKED_AT: usize = 4_000;
/// So many numbers of a text are looked up.
const NUMBERS: usize = 5;
/// Shorter names of models stand in many a word.
const MODEL: usize = 3;

/// What a rule looks at.
pub(super) fn sighted(session: &Session<'_>, enquiry: &Enquiry) -> Result<Sighted, Error> {
    let customer = match enquiry.customer {
        Some(id) => session.get::<Customer>(id)?.map(|customer| (id, customer)),
        None => None,
    };
    let mut region = enquiry.place.clone().unwrap_or_default();
    if let Some((id, _)) = &customer {
        for row in session.addresses(*id)? {
            region.push(' ');
            region.push_str(&row.address.place.in_one_line());
        }
    }

    Ok(Sighted {
        channel: enquiry.channel,
        subject: enquiry.subject.clone(),
        text: enquiry.text.clone(),
        category: enquiry.category,
        model: enquiry.model.clone(),
        region,
        level: customer.map_or(Level::Ordinary, |(_, customer)| customer.level),
    })
}

/// Fills in what the words of an enquiry say: machine, model, language, number, whose file.
pub(super) fn read(session: &Session<'_>, enquiry: &mut Enquiry) -> Result<(), Error> {
    let said = beginning(&format!("{}\n{}", enquiry.subject, enquiry.text));
    if enquiry.model.is_none() {
        let model = model(session, &said)?;
        enquiry.category = enquiry.category.or(model.as_ref().map(|model| model.category));
        enquiry.model = model.map(|model| model.designation);
    }
    enquiry.category = enquiry.category.or_else(|| category(&said));
    enquiry.language =
        enquiry.language.take().or_else(|| language(&said).map(|it| it.tag().into()));
    if enquiry.customer.is_none() {
        whose(session, enquiry, &said)?;
    }
    if let (None, Some(customer)) = (enquiry.category, enquiry.customer) {
        let machines = session.appliances(customer)?;
        if let [only] = machines.as_slice() {
            enquiry.category = Some(only.appliance.category);
        }
    }

    Ok(())
}

/// In whose file it belongs: of whoever wrote from this address before, or whose number it names, if it is one alone.
fn whose(session: &Session<'_>, enquiry: &mut Enquiry, said: &str) -> Result<(), Error> {
    let mail = enquiry.mail.as_deref().unwrap_or_default().trim().to_lowercase();
    let digits = enquiry.phone.as_ref().map(|phone| phone.digits().to_owned());
    for sender in [Some(mail), digits].into_iter().flatten() {
        if let Some(customer) = session.customer_of_sender(&sender)?
            && is_there(session, customer)?
        {
            enquiry.customer = Some(customer);
            return Ok(());
        }
    }
    let numbers: Vec<Phone> = match &enquiry.phone {
        Some(phone) => vec![phone.clone()],
        None => numbers(said),
    };
    for number in numbers {
        let known = with_number(session, &number)?;
        if let [customer] = known.as_slice() {
            enquiry.customer = Some(*customer);
            enquiry.phone = Some(number);
            return Ok(());
        }
    }

    Ok(())
}

fn is_there(session: &Session<'_>, customer: CustomerId) -> Result<bool, Error> {
    Ok(session.get::<Customer>(customer)?.is_some_and(|customer| !customer.erased))
}

/// Those who are called under a number.
fn with_number(session: &Session<'_>, number: &Phone) -> Result<Vec<CustomerId>, Error> {
    let mut found = Vec::new();
    for hit in session.find(number.digits(), 10)? {
        let has = |it: &Customer| {
            it.current_phones().any(|known| known.number.digits() == number.digits())
        };
        if session.files_of(hit.customer)?.iter().any(|it| !it.erased && has(it)) {
            found.push(hit.customer);
        }
    }

    Ok(found)
}

/// Files that an enquiry may belong to: by the number, by the name.
pub(super) fn likely(
    session: &Session<'_>,
    enquiry: &Enquiry,
    most: usize,
    today: NaiveDate,
) -> Result<Vec<Hit>, Error> {
    let said = beginning(&enquiry.text);
    let phones = enquiry.phone.iter().map(|phone| phone.digits().to_owned());
    let written = numbers(&said).into_iter().map(|phone| phone.digits().to_owned());
    let name = enquiry.name.trim().to_owned();
    let name = (name.chars().count() >= 2).then_some(name);
    let mut found: Vec<Hit> = Vec::new();
    for scrap in phones.chain(written).chain(name) {
        for hit in hits(session, &scrap, most, today)? {
            if found.len() < most && found.iter().all(|it| it.customer != hit.customer) {
                found.push(hit);
            }
        }
    }

    Ok(found)
}

/// Articles that may answer an enquiry, best first: the one that a rule names before all others.
pub(super) fn articles(
    session: &Session<'_>,
    enquiry: &Enquiry,
    most: usize,
) -> Result<Vec<ArticleRow>, Error> {
    let named = match enquiry.article.map(ArticleId) {
        Some(id) => session.articles()?.into_iter().find(|row| row.id == id),
        None => None,
    };
    let mut found: Vec<ArticleRow> =
        named.into_iter().filter(|row| row.state == ArticleState::Published).collect();
    let asked = Asked {
        kind: enquiry.category,
        model: enquiry.model.clone(),
        words: beginning(&format!("{}\n{}", enquiry.subject, enquiry.text)),
        ..Asked::default()
    };
    for (row, _) in session.suggest_articles(&asked, most)? {
        if found.len() < most && found.iter().all(|it| it.id != row.id) {
            found.push(row);
        }
    }

    Ok(found)
}

/// The numbers that stand in a text and can be called from anywhere.
fn numbers(said: &str) -> Vec<Phone> {
    let parts = said.split(|c: char| !(c.is_ascii_digit() || "+-() ".contains(c)));
    let mut numbers: Vec<Phone> = Vec::new();
    for phone in parts.filter_map(Phone::parse).filter(Phone::is_national) {
        if numbers.len() < NUMBERS && !numbers.contains(&phone) {
            numbers.push(phone);
        }
    }

    numbers
}

/// The model whose designation stands in the text, the longest one.
fn model(session: &Session<'_>, said: &str) -> Result<Option<Model>, Error> {
    let said = said.to_lowercase();
    let models = session.all::<Model>()?.into_iter().map(|(_, model)| model);
    let named = models.filter(|model| {
        let designation = model.designation.trim().to_lowercase();
        designation.chars().count() >= MODEL && stands_in(&said, &designation)
    });

    Ok(named.max_by_key(|model| model.designation.len()))
}

/// The kind of machine that the text names: the longest word counts, and the subject before the text.
fn category(said: &str) -> Option<Category> {
    let said = said.to_lowercase();
    let (subject, text) = said.split_once('\n').unwrap_or((&said, ""));
    let named = |within: &str| {
        let words = category_words().filter(|(_, category)| *category != Category::SmallAppliance);
        let words = words.filter(|(word, _)| stands_in(within, word));
        words.max_by_key(|(word, _)| word.chars().count()).map(|(_, category)| category)
    };

    named(subject).or_else(|| named(text))
}

/// The language of a text, by its characters.
fn language(said: &str) -> Option<Language> {
    const SIMPLIFIED: &str = "们这个请问坏机热气电时间师单发为对应马上联系维修费处办没还让谢";
    const TRADITIONAL: &str = "們這個請問壞機熱氣電時間師單發為對應馬上聯繫維修費處辦沒還讓謝";
    let han = said.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let latin = said.chars().filter(char::is_ascii_alphabetic).count();
    if han == 0 {
        return (latin > 0).then_some(Language::English);
    }
    if latin > han * 8 {
        return Some(Language::English);
    }
    // What is written alike in both says nothing.
    let only = |own: &str, other: &str| {
        said.chars().filter(|c| own.contains(*c) && !other.contains(*c)).count()
    };
    if only(TRADITIONAL, SIMPLIFIED) > only(SIMPLIFIED, TRADITIONAL) {
        Some(Language::TraditionalChinese)
    } else {
        Some(Language::SimplifiedChinese)
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(LOOKED_AT).collect()
}
