//! Writing letters: places filled with what the records say, or a reason why there is no letter.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    Address, Appliance, Channel, Customer, CustomerId, Enquiry, EnquiryId, Letter, Moment, Order,
    OrderId, OrderKind, Place, Purpose, Staff, Template, TemplateId, Unmerged, merge, without,
};
use locale::{Language, Locale};
use store::{AddresseeRow, Session};

use super::occasion::{done_elsewhere, finished_visit, missing};
use super::template::{PLACES, language_of, wording};
use super::{LETTER_DAYS, LetterTarget, NoLetter, Skipped};
use crate::complaints::{answer_of, letter_of};
use crate::prices::own_office;
use crate::{Clock, Engine, Error};

/// Which letters are to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// What they are about.
    pub purpose: Purpose,
    /// In which wording; none takes the one in force for the purpose.
    pub template: Option<TemplateId>,
    /// In which language where neither the customer's nor the office's is known. Each letter is in its customer's, as far
    /// as there is a wording in it.
    pub language: Language,
    /// To whom.
    pub targets: Vec<LetterTarget>,
}

/// Letters that were written, and those who get none.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Composed {
    /// In the order of the targets.
    pub drafts: Vec<LetterDraft>,
    /// In the order of the targets.
    pub skipped: Vec<Skipped>,
}

/// A letter that was written and is not sent.
#[derive(Debug, Clone, PartialEq)]
pub struct LetterDraft {
    /// About what.
    pub target: LetterTarget,
    /// To whom.
    pub name: String,
    /// Its words.
    pub letter: Letter,
    /// Places of the wording that nothing fills: the sentences that name them are left out.
    pub left_out: Vec<&'static str>,
}

impl Engine {
    /// Writes letters without sending them.
    pub fn compose(
        &self,
        composition: Composition,
    ) -> impl Future<Output = Result<Composed, Error>> + Send + use<> {
        let clock = self.clock.clone();

        self.workers.read(move |session| compose(session, &clock, composition))
    }
}

fn compose(
    session: &Session<'_>,
    clock: &Clock,
    composition: Composition,
) -> Result<Composed, Error> {
    let office = own_office(session)?.and_then(|(_, office)| office.language);
    let usual = office.as_deref().and_then(Language::from_tag).unwrap_or(composition.language);
    let mut writers: BTreeMap<Language, Writer<'_>> = BTreeMap::new();
    let mut composed = Composed::default();
    let mut met = BTreeSet::new();
    for target in composition.targets.iter().copied() {
        let Some(about) = About::read(session, target)? else {
            let why = NoLetter::Gone;
            composed.skipped.push(Skipped { target, name: String::new(), why });
            continue;
        };
        let written = match why_not(session, clock.now(), composition.purpose, &about)? {
            None if met.contains(&meant(composition.purpose, target, &about)) => {
                Err(NoLetter::Twice)
            }
            None => {
                let language = about.customer.language.as_deref().and_then(Language::spoken);
                let language = language.unwrap_or(usual);
                let writer = match writers.entry(language) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(free) => {
                        let wording = chosen(session, &composition, language)?;
                        free.insert(Writer::new(session, clock, wording)?)
                    }
                };
                writer.write(&about)?
            }
            Some(why) => Err(why),
        };
        let name = about.customer.name.clone();
        match written {
            Ok((letter, left_out)) => {
                met.insert(meant(composition.purpose, target, &about));
                composed.drafts.push(LetterDraft { target, name, letter, left_out });
            }
            Err(why) => composed.skipped.push(Skipped { target, name, why }),
        }
    }

    Ok(composed)
}

/// The wording that was chosen, else the one in force in this language.
fn chosen(
    session: &Session<'_>,
    composition: &Composition,
    language: Language,
) -> Result<(Option<TemplateId>, Template), Error> {
    if composition.purpose == Purpose::Reply {
        return Ok((None, of_a_reply(language)));
    }
    if let Some(id) = composition.template {
        return Ok((Some(id), session.get::<Template>(id)?.ok_or(Error::Unknown("template"))?));
    }
    let row = wording(session, composition.purpose, language)?;

    Ok((Some(row.id), row.template))
}

/// A reply is printed as it was written: its wording was filled in when it was drafted.
fn of_a_reply(language: Language) -> Template {
    Template {
        name: String::new(),
        purpose: Purpose::Reply,
        language: language.tag().to_owned(),
        subject: "{subject}".to_owned(),
        body: "{answer}".to_owned(),
    }
}

/// What gets one letter of a purpose at a time: a household; of answers each complaint.
fn meant(purpose: Purpose, target: LetterTarget, about: &About) -> LetterTarget {
    match purpose {
        Purpose::ComplaintAnswer | Purpose::Reply => target,
        Purpose::Thanks | Purpose::MaintenanceDue => LetterTarget::Customer(about.customer_id),
    }
}

/// What is known of a target.
pub(super) struct About {
    pub(super) customer_id: CustomerId,
    pub(super) customer: Customer,
    pub(super) order: Option<(OrderId, Order)>,
    pub(super) appliance: Option<Appliance>,
    pub(super) enquiry: Option<(EnquiryId, Enquiry)>,
    place: Option<Place>,
}

impl About {
    /// Reads what is known; none if the record is gone.
    pub(super) fn read(session: &Session<'_>, target: LetterTarget) -> Result<Option<Self>, Error> {
        let mut enquiry = None;
        let (customer_id, order, appliance) = match target {
            LetterTarget::Enquiry(id) => {
                let Some(written) = session.get::<Enquiry>(id)? else { return Ok(None) };
                let Some(customer) = written.customer else { return Ok(None) };
                enquiry = Some((id, written));
                (customer, None, None)
            }
            LetterTarget::Order(id) => {
                let Some(order) = session.get::<Order>(id)? else { return Ok(None) };
                let appliance = match order.appliance {
                    Some(appliance) => session.get::<Appliance>(appliance)?,
                    None => None,
                };
                (order.customer, Some((id, order)), appliance)
            }
            LetterTarget::Appliance(id) => {
                let Some(appliance) = session.get::<Appliance>(id)? else { return Ok(None) };
                (appliance.customer, None, Some(appliance))
            }
            LetterTarget::Customer(id) => (id, None, None),
        };
        let Some(customer) = session.get::<Customer>(customer_id)? else { return Ok(None) };
        let known = [
            order.as_ref().and_then(|(_, order)| order.address),
            appliance.as_ref().and_then(|appliance| appliance.address),
        ];
        let place = address(session, customer_id, known)?;

        Ok(Some(Self { customer_id, customer, order, appliance, enquiry, place }))
    }
}

impl About {
    /// The same as a line of a list.
    pub(super) fn row(&self) -> AddresseeRow {
        let order = self.order.as_ref();
        let appliance = self.appliance.as_ref();
        let model = appliance.map(|it| [it.brand.as_deref(), it.model.as_deref()]);
        let words: Vec<&str> = model.into_iter().flatten().flatten().collect();

        AddresseeRow {
            order: order.map(|(id, _)| *id),
            number: order.map(|(_, order)| order.number.to_string()).unwrap_or_default(),
            kind: order.map(|(_, order)| order.kind),
            state: None,
            appliance: order.and_then(|(_, order)| order.appliance),
            category: appliance.map(|it| it.category),
            called: appliance.and_then(Appliance::called).map(str::to_owned),
            model: words.join(" "),
            customer: self.customer_id,
            name: self.customer.name.clone(),
            line: self.place.as_ref().map(Place::in_one_line).unwrap_or_default(),
            grade: None,
            at: order.map_or(Moment(0), |(_, order)| order.received),
        }
    }
}

/// The first of the addresses that says something, else the customer's first that does: none that they have left.
fn address(
    session: &Session<'_>,
    customer: CustomerId,
    known: [Option<domain::AddressId>; 2],
) -> Result<Option<Place>, Error> {
    for id in known.into_iter().flatten() {
        let known = session.get::<Address>(id)?.filter(|address| address.moved.is_none());
        let place = known.map(|address| address.place);
        if let Some(place) = place.filter(|place| !place.is_blank()) {
            return Ok(Some(place));
        }
    }
    let all = session.addresses(customer)?.into_iter();
    let mut all = all.filter(|row| row.address.moved.is_none()).map(|row| row.address.place);

    Ok(all.find(|place| !place.is_blank()))
}

/// Why a customer gets no letter of this purpose now. Answers to one complaint follow each other as the
/// complaint needs: there only a letter about it since its latest answer counts.
pub(super) fn why_not(
    session: &Session<'_>,
    now: Moment,
    purpose: Purpose,
    about: &About,
) -> Result<Option<NoLetter>, Error> {
    if crate::sameness::refuses(session, about.customer_id, Channel::Letter)? {
        return Ok(Some(NoLetter::Refused));
    }
    if about.place.is_none() {
        return Ok(Some(NoLetter::NoAddress));
    }
    if purpose == Purpose::Thanks && session.complains(about.customer_id)? {
        return Ok(Some(NoLetter::Complaining));
    }
    if let Some(why) = missing(session, purpose, about)? {
        return Ok(Some(why));
    }
    if let Some((order, _)) = &about.order
        && purpose == Purpose::ComplaintAnswer
    {
        return Ok(letter_of(session, *order)?.map(NoLetter::Recent));
    }
    if let Some((enquiry, _)) = &about.enquiry {
        return Ok(crate::enquiries::letter_of(session, *enquiry)?.map(NoLetter::Recent));
    }
    let last = session.last_letter(about.customer_id, purpose)?.map(|(at, _)| at);
    let recent = last.filter(|at| now.hours_since(*at) < LETTER_DAYS * 24);

    Ok(recent.map(NoLetter::Recent))
}

/// A letter, and the places whose sentences it does without.
type Written = (Letter, Vec<&'static str>);

struct Writer<'a> {
    session: &'a Session<'a>,
    clock: &'a Clock,
    id: Option<TemplateId>,
    template: Template,
    locale: Locale,
    office: print::Office,
    /// Where the office itself is.
    home: Place,
    signs: String,
}

impl<'a> Writer<'a> {
    fn new(
        session: &'a Session<'a>,
        clock: &'a Clock,
        (id, template): (Option<TemplateId>, Template),
    ) -> Result<Self, Error> {
        let locale = Locale::new(language_of(&template));
        let code = session.identity()?.ok_or(Error::NotFounded)?.office;
        let office = session
            .all::<domain::Office>()?
            .into_iter()
            .map(|(_, office)| office)
            .find(|office| office.code.eq_ignore_ascii_case(&code))
            .ok_or(Error::NotFounded)?;
        let actor = session.setting(crate::deed::ACTOR)?.and_then(|id| id.parse().ok());
        let actor: Option<domain::StaffId> = actor;
        let signs = match actor {
            Some(actor) => session.get::<Staff>(actor)?.map(|staff| staff.name),
            None => None,
        };
        let signs = signs.unwrap_or_default();

        Ok(Self {
            session,
            clock,
            id,
            office: print::Office::new(&office),
            home: office.place.clone(),
            template,
            locale,
            signs,
        })
    }

    fn write(&self, about: &About) -> Result<Result<Written, NoLetter>, Error> {
        let values = self.values(about)?;
        let empty = values.iter().filter(|(_, value)| value.trim().is_empty());
        let empty: Vec<&'static str> = empty.map(|(place, _)| *place).collect();
        let technician = values.get("technician").map_or("", String::as_str);
        let filled = |text: &str| match merge(&without(&once(text, technician), &empty), &values) {
            // Nothing is left to be sent.
            Ok(text) if text.trim().is_empty() => {
                Ok(Err(NoLetter::Lacks(empty.first().copied().unwrap_or("answer"))))
            }
            Ok(text) => Ok(Ok(text)),
            Err(Unmerged::UnknownPlace(name)) => {
                let place = PLACES.into_iter().find(|place| *place == name);
                place.map(|place| Err(NoLetter::Lacks(place))).ok_or(Unmerged::UnknownPlace(name))
            }
            Err(why) => Err(why),
        };
        let (subject, body) = match (filled(&self.template.subject)?, filled(&self.template.body)?)
        {
            (Ok(subject), Ok(body)) => (subject, body),
            (Err(why), _) | (_, Err(why)) => return Ok(Err(why)),
        };
        let texts = [&self.template.subject, &self.template.body];
        let named = |place: &str| texts.iter().any(|text| without(text, &[place]) != **text);
        let left_out = empty.iter().copied().filter(|place| named(place)).collect();
        let number = about.order.as_ref().map(|(_, order)| order.number.to_string());
        // The text of an answer names the service that was complained of: its own number is the complaint's.
        let complaint =
            about.order.as_ref().filter(|(_, order)| order.kind == OrderKind::Complaint);
        let kind = complaint.map(|(_, order)| self.locale.order_kind(order.kind));
        // Recipient, subject and text stand in the letter itself.
        let sheet = print::Letter {
            office: self.office.clone(),
            date: self.locale.date(self.clock.today()),
            reference: number.unwrap_or_default(),
            reference_kind: kind.unwrap_or_default(),
            signature: self.signs.clone(),
            ..print::Letter::default()
        };

        let letter = Letter {
            customer: about.customer_id,
            order: about.order.as_ref().map(|(id, _)| *id),
            purpose: self.template.purpose,
            enquiry: about.enquiry.as_ref().map(|(id, _)| *id),
            template: self.id,
            language: self.locale.language().tag().to_owned(),
            recipient: self.recipient(about),
            subject: tidy(&subject),
            body: tidy(&body),
            sheet: serde_json::to_value(sheet).map_err(|why| Error::Paper(why.to_string()))?,
            at: self.clock.now(),
            by: None,
            withdraws: None,
        };

        Ok(Ok((letter, left_out)))
    }

    fn values(&self, about: &About) -> Result<BTreeMap<&'static str, String>, Error> {
        let (technician, visited) = self.last_visit(about)?;
        let order = about.order.as_ref();
        let thanks = self.template.purpose == Purpose::Thanks;
        let received = order.map(|(_, order)| order.received.day(self.clock.offset()));
        let day = if thanks { visited.or(received) } else { None };
        let name = about.customer.name.trim();
        let name = match (name.is_empty(), about.customer.organisation) {
            (true, _) => self.locale.letters_customer(),
            (false, true) => name.to_owned(),
            (false, false) => addressed(name, &self.locale),
        };
        let mut values = BTreeMap::from([
            ("customer", name),
            ("office", self.office.name.clone()),
            ("phone", self.office.phone.clone()),
            ("date", self.locale.date(day.unwrap_or_else(|| self.clock.today()))),
            ("technician", technician.unwrap_or_default()),
            ("appliance", self.appliance(about)),
        ]);
        if let Some((id, enquiry)) = &about.enquiry {
            let answer = crate::enquiries::answer_of(self.session, *id)?;
            values.insert("answer", answer.unwrap_or_default());
            let subject = enquiry.subject.trim();
            let subject = if subject.is_empty() {
                self.locale.inbox_reply_subject_none()
            } else {
                self.locale.inbox_reply_subject(subject)
            };
            values.insert("subject", subject);
        }
        if let Some((id, order)) = order {
            // An answer to a complaint is about the service that was complained of.
            let complained = order.origin.filter(|_| !thanks);
            let served = complained.map(|id| self.session.get::<Order>(id)).transpose()?.flatten();
            values.insert("order", served.as_ref().unwrap_or(order).number.to_string());
            values.extend(answer_of(self.session, *id)?.map(|answer| ("answer", answer)));
        }

        Ok(values)
    }

    fn appliance(&self, about: &About) -> String {
        let Some(appliance) = &about.appliance else { return self.locale.letters_appliance() };
        let category = appliance.name.clone();
        let category = category.unwrap_or_else(|| self.locale.category(appliance.category));
        // In the middle of an English sentence it is no heading.
        let category = if self.locale.language() == Language::English {
            category.to_lowercase()
        } else {
            category
        };
        let brand = appliance.brand.clone().unwrap_or_default();

        self.locale.letters_machine(&brand, &category).trim().to_owned()
    }

    /// Who finished the work about an order, and when.
    fn last_visit(&self, about: &About) -> Result<(Option<String>, Option<NaiveDate>), Error> {
        let Some((order, _)) = &about.order else { return Ok((None, None)) };
        let Some((visit, result)) = finished_visit(self.session, *order)? else {
            let done = done_elsewhere(self.session, *order)?;
            return Ok((None, done.map(|at| at.day(self.clock.offset()))));
        };
        let name = self.session.get::<Staff>(visit.technician)?.map(|staff| staff.name);

        Ok((name, Some(result.day(visit.slot, self.clock.offset()))))
    }

    /// A place of the office's own district, written without its city, with the city: the post needs it.
    fn whole(&self, place: Place) -> Place {
        let home = &self.home;
        let district = home.district.trim();
        let here = place.district.trim() == district || place.detail.starts_with(district);
        if district.is_empty() || !here || !place.city.trim().is_empty() {
            return place;
        }

        Place { province: home.province.clone(), city: home.city.clone(), ..place }
    }

    /// Name and address as they show in the window: in Chinese the address comes first.
    fn recipient(&self, about: &About) -> Vec<String> {
        let place = self.whole(about.place.clone().unwrap_or_default());
        let mut lines = place.in_lines();
        if about.customer.name.trim().is_empty() {
            return lines;
        }
        let name = self.locale.letters_recipient(&about.customer.name);
        if self.locale.language().is_chinese() {
            lines.push(name);
        } else {
            lines.insert(0, name);
        }

        lines
    }
}

/// A wording in which a technician who is called 师傅 by their name is not called so twice.
fn once(text: &str, technician: &str) -> String {
    let mut text = text.to_owned();
    for title in ["师傅", "師傅"] {
        if technician.ends_with(title) {
            text = text.replace(&format!("{title}{{technician}}"), "{technician}");
        }
    }

    text
}

/// What follows a name by which somebody is addressed already.
const TITLES: [&str; 14] = [
    "先生", "女士", "小姐", "太太", "夫人", "老师", "老師", "师傅", "師傅", "阿姨", "叔叔", "经理",
    "經理", "主任",
];

/// A person in a salutation. The file does not say more than a name, so a Chinese one is followed by what suits everybody;
/// one with a title of its own, and a name in letters, stay as they are. In English a title goes before the surname alone.
pub(crate) fn addressed(name: &str, locale: &Locale) -> String {
    if !locale.language().is_chinese()
        && let Some(formal) = formal(name)
    {
        return formal;
    }
    let is_name = (2..=4).contains(&name.chars().count()) && !name.chars().any(|c| c.is_ascii());
    let is_titled = TITLES.iter().any(|title| name.ends_with(title));

    if is_name && !is_titled { locale.letters_addressed(name) } else { name.to_owned() }
}

/// "Mrs Whitfield" of "Mrs Eleanor Whitfield"; a particle belongs to the surname, and of two people nobody knows whose
/// it is.
fn formal(name: &str) -> Option<String> {
    const FORMAL: [&str; 7] = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof"];

    let words: Vec<&str> = name.split_whitespace().collect();
    let (title, given) = words.split_first()?;
    let is_title = FORMAL.contains(&title.trim_end_matches('.').to_lowercase().as_str());
    let is_couple = given.iter().any(|word| matches!(*word, "&" | "and" | "+"));
    if !is_title || is_couple || given.len() < 2 {
        return None;
    }
    let is_particle = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let surname = given.iter().position(is_particle).unwrap_or(given.len() - 1);

    Some([&[*title], &given[surname..]].concat().join(" "))
}

/// Closes the gaps that empty places leave.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for c in text.chars() {
        if c != ' ' || !tidy.ends_with([' ', '\n']) {
            tidy.push(c);
        }
    }

    tidy.trim().to_owned()
}
