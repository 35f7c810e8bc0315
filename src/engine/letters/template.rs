//! The wording of letters: the catalogue's masters, and a branch's own copies over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Purpose, Record as _, Template, TemplateId, differences, fields_of, merge};
use locale::{Language, Locale};
use print::{Paper, Press};
use store::Session;

use super::compose::addressed;
use super::post::window_of;
use crate::callbacks::said;
use crate::deed::Deed;
use crate::papers::aside;
use crate::{Engine, Error, Undo, Wrong};

/// What a template's places can be, in the order in which they are offered.
pub const PLACES: [&str; 8] =
    ["customer", "appliance", "order", "date", "technician", "answer", "office", "phone"];

/// The longest name or subject, in characters.
const LINE: usize = 200;
/// The longest text, in characters.
const TEXT: usize = 10_000;

/// A wording that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Which.
    pub id: TemplateId,
    /// The wording.
    pub template: Template,
    /// Whether it is the branch's own and not the catalogue's.
    pub own: bool,
}

/// A wording that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedTemplate {
    /// Which.
    pub id: TemplateId,
    /// The way back.
    pub undo: Undo,
}

impl Engine {
    /// The wordings in force, one for each purpose and language, in that order.
    pub fn templates(
        &self,
    ) -> impl Future<Output = Result<Vec<TemplateRow>, Error>> + Send + use<> {
        self.workers.read(in_force)
    }

    /// Writes the branch's own wording for a purpose and language, over the catalogue's. A place that
    /// nothing fills is refused beside its field.
    pub fn save_template(
        &self,
        template: Template,
    ) -> impl Future<Output = Result<SavedTemplate, Error>> + Send + use<> {
        self.deed("save_template", move |deed| save(deed, template))
    }

    /// Gives up the branch's own wording: the catalogue's is in force again. Returns the way back.
    pub fn drop_template(
        &self,
        id: TemplateId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("drop_template", move |deed| {
            if !is_own(deed.session, id)? {
                return Err(Error::Unknown(Template::KIND));
            }
            let kind = Template::KIND;
            let stored = deed.session.stored(kind, id.0)?.ok_or(Error::Unknown(kind))?;
            deed.remove::<Template>(id)?;
            Ok(Undo::BringBack { kind, id: id.0, fields: stored.fields })
        })
    }

    /// A letter of this wording with made-up words in its places, as it would be printed.
    pub fn sample_letter(
        &self,
        template: Template,
    ) -> impl Future<Output = Result<Arc<Paper>, Error>> + Send + use<> {
        let clock = self.clock.clone();
        let desk = self.desk();

        async move {
            check(&template)?;
            let desk = desk.await?.ok_or(Error::NotFounded)?;
            let (window, office) = (window_of(Some(&desk)), desk.office);
            let locale = Locale::new(language_of(&template));
            let samples = samples(&locale, &office, clock.today());
            let mut recipient = vec![
                locale.letters_recipient(&locale.letters_sample_customer()),
                locale.letters_sample_address(),
            ];
            if locale.language().is_chinese() {
                recipient.reverse();
            }
            let letter = print::Letter {
                office: print::Office::new(&office),
                recipient,
                date: locale.date(clock.today()),
                reference: sample_order(&office),
                subject: merge(&template.subject, &samples)?,
                body: merge(&template.body, &samples)?,
                ..print::Letter::default()
            };
            aside(move || Ok(Arc::new(Press::new(&locale).letters(&[letter], window)))).await
        }
    }
}

/// The wordings in force.
pub(crate) fn in_force(session: &Session<'_>) -> Result<Vec<TemplateRow>, Error> {
    let mut rows: Vec<TemplateRow> = Vec::new();
    for (id, template) in session.all::<Template>()? {
        let id = TemplateId(id);
        let own = is_own(session, id)?;
        let same = |row: &&mut TemplateRow| {
            row.template.purpose == template.purpose && row.template.language == template.language
        };
        match rows.iter_mut().find(same) {
            Some(row) if row.own && !own => {}
            Some(row) => *row = TemplateRow { id, template, own },
            None => rows.push(TemplateRow { id, template, own }),
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &TemplateRow| (row.template.purpose, row.template.language.clone());
        key(a).cmp(&key(b))
    });

    Ok(rows)
}

/// The wording for a purpose: in this language, else in English, else in any.
pub(crate) fn wording(
    session: &Session<'_>,
    purpose: Purpose,
    language: Language,
) -> Result<TemplateRow, Error> {
    let mut rows = in_force(session)?;
    rows.retain(|row| row.template.purpose == purpose);
    let rank = |row: &TemplateRow| match row.template.language.as_str() {
        tag if tag == language.tag() => 0,
        "en" => 1,
        _ => 2,
    };

    rows.into_iter().min_by_key(rank).ok_or(Error::Unknown(Template::KIND))
}

/// The language a wording is written in.
pub(super) fn language_of(template: &Template) -> Language {
    Language::from_tag(&template.language).unwrap_or(Language::English)
}

fn is_own(session: &Session<'_>, id: TemplateId) -> Result<bool, Error> {
    Ok(session.stream_of(Template::KIND, id.0)?.is_some_and(|stream| stream != "catalog"))
}

fn save(deed: &Deed<'_>, template: Template) -> Result<SavedTemplate, Error> {
    let filled = |field, text: &str, longest| match said(text) {
        None => Err(Error::field(field, Wrong::Missing)),
        Some(text) if text.chars().count() > longest => {
            Err(Error::field(field, Wrong::TooLong(longest)))
        }
        Some(text) => Ok(text),
    };
    let template = Template {
        name: filled("name", &template.name, LINE)?,
        subject: filled("subject", &template.subject, LINE)?,
        body: filled("body", &template.body, TEXT)?,
        ..template
    };
    check(&template)?;
    let own = in_force(deed.session)?.into_iter().find(|row| {
        row.own
            && row.template.purpose == template.purpose
            && row.template.language == template.language
    });
    let Some(own) = own else {
        let id: TemplateId = deed.create(&template)?;
        return Ok(SavedTemplate { id, undo: Undo::TakeAway { kind: Template::KIND, id: id.0 } });
    };
    let (before, after) = (fields_of(&own.template), fields_of(&template));
    deed.edit(own.id, |stored: &mut Template| *stored = template)?;
    let undo = Undo::PutBack {
        kind: Template::KIND,
        id: own.id.0,
        fields: differences(&after, &before, &after),
    };

    Ok(SavedTemplate { id: own.id, undo })
}

/// Whether every place of a wording can be filled.
fn check(template: &Template) -> Result<(), Error> {
    let values: BTreeMap<&str, String> =
        PLACES.into_iter().map(|place| (place, String::new())).collect();
    for (field, text) in [("subject", &template.subject), ("body", &template.body)] {
        merge(text, &values).map_err(|why| Error::Place { field, why })?;
    }

    Ok(())
}

/// Made-up words for the customer's places; the office and the day are the real ones, as on the letterhead.
fn samples(
    locale: &Locale,
    office: &domain::Office,
    today: chrono::NaiveDate,
) -> BTreeMap<&'static str, String> {
    let phone = office.phone.clone().filter(|phone| !phone.trim().is_empty());

    BTreeMap::from([
        ("customer", addressed(&locale.letters_sample_customer(), locale)),
        ("appliance", locale.letters_sample_appliance()),
        ("order", sample_order(office)),
        ("date", locale.date(today)),
        ("technician", locale.letters_sample_technician()),
        ("answer", locale.letters_sample_answer()),
        ("office", office.name.clone()),
        ("phone", phone.unwrap_or_else(|| locale.letters_sample_phone())),
    ])
}

/// A number as this office gives them out.
fn sample_order(office: &domain::Office) -> String {
    format!("{}-A00012", office.code)
}
