//! How alike two files are, and by what: the same number, the same serial, a name and an address that are the same or nearly.

use std::collections::BTreeSet;

use domain::{Address, Appliance, Customer, CustomerId, Phone};
use store::{Session, folded, spellings};

use crate::{Engine, Error};

/// Files that are at least so alike are suspected to be of one person.
pub(super) const SUSPECT: u32 = 50;
/// So many are named while somebody types.
const NAMED: usize = 3;
/// So many that the index finds are looked at.
const LOOKED_AT: usize = 12;

/// What two files have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clue {
    /// A serial number.
    Serial(String),
    /// A telephone number.
    Phone(String),
    /// The name.
    Name(String),
    /// Names that sound the same, or one of which holds the other.
    NameAlike(String),
    /// An address.
    Address(String),
    /// Addresses that differ in how they are written.
    AddressAlike(String),
}

impl Clue {
    fn weight(&self) -> u32 {
        match self {
            Self::Serial(_) => 60,
            Self::Phone(_) => 50,
            Self::Name(_) | Self::Address(_) => 30,
            Self::NameAlike(_) => 20,
            Self::AddressAlike(_) => 20,
        }
    }
}

/// What is being typed of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Likely {
    /// Whose file it is, where there is one: nobody is like themselves.
    pub customer: Option<CustomerId>,
    /// Their name.
    pub name: String,
    /// Their numbers.
    pub phones: Vec<Phone>,
    /// Where they live, in one line.
    pub line: String,
    /// The machine's serial number.
    pub serial: String,
}

/// A file that may be of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Whose.
    pub customer: CustomerId,
    /// What they are called there.
    pub name: String,
    /// The number to call first.
    pub phone: String,
    /// Their address.
    pub line: String,
    /// What is the same, what tells most first.
    pub clues: Vec<Clue>,
    /// How alike they are, at most 100.
    pub score: u32,
}

/// What a file is compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Face {
    names: Vec<Name>,
    phones: Vec<Phone>,
    places: Vec<Spot>,
    serials: Vec<String>,
}

#[derive(Debug, Clone)]
struct Name {
    written: String,
    folded: String,
    sounds: Vec<String>,
}

/// An address as it is compared: its figures, and its words by twos.
#[derive(Debug, Clone)]
struct Spot {
    written: String,
    folded: String,
    figures: Vec<String>,
    words: BTreeSet<(char, char)>,
}

impl Face {
    /// What is known of a person, other files of theirs included.
    pub(super) fn of(session: &Session<'_>, customer: CustomerId) -> Result<Option<Self>, Error> {
        let files = session.files_of(customer)?;
        if files.is_empty() || files.iter().any(|file| file.erased) {
            return Ok(None);
        }
        let mut face = Self::default();
        for Customer { name, phones, .. } in files {
            face.names.extend(Name::of(&name));
            // Whose number it was is called by somebody else now.
            let phones = phones.into_iter().filter(domain::CustomerPhone::is_current);
            face.phones.extend(phones.map(|phone| phone.number));
        }
        let lived = session.some_addresses(customer, MANY)?.into_iter();
        for row in lived.filter(|row| row.address.moved.is_none()) {
            face.places.extend(Spot::of(&row.address.place.in_one_line()));
        }
        let machines = session.appliances_like(customer, None)?.into_iter();
        face.serials.extend(machines.filter_map(|row| serial(row.appliance.serial.as_deref()?)));

        Ok(Some(face))
    }

    fn typed(likely: &Likely) -> Self {
        Self {
            names: Name::of(&likely.name).into_iter().collect(),
            phones: likely.phones.clone(),
            places: Spot::of(&likely.line).into_iter().collect(),
            serials: serial(&likely.serial).into_iter().collect(),
        }
    }

    /// What this file and another have in common, and how much that tells.
    pub(super) fn beside(&self, other: &Self) -> (Vec<Clue>, u32) {
        let serial = self.serials.iter().find(|it| other.serials.contains(it)).cloned();
        let phone = self.phones.iter().find(|it| {
            let same = |known: &&Phone| known.digits() == it.digits();
            other.phones.iter().any(|known| same(&known))
        });
        let names =
            || self.names.iter().flat_map(|one| other.names.iter().map(move |it| (one, it)));
        let same_name = names().find(|(one, it)| one.folded == it.folded);
        let name = same_name.map(|(_, it)| Clue::Name(it.written.clone())).or_else(|| {
            let alike = names().find(|(one, it)| one.sounds_like(it));
            alike.map(|(_, it)| Clue::NameAlike(it.written.clone()))
        });
        let spots =
            || self.places.iter().flat_map(|one| other.places.iter().map(move |it| (one, it)));
        let same_place = spots().find(|(one, it)| one.folded == it.folded);
        let place = same_place.map(|(_, it)| Clue::Address(it.written.clone())).or_else(|| {
            let alike = spots().find(|(one, it)| one.is_alike(it));
            alike.map(|(_, it)| Clue::AddressAlike(it.written.clone()))
        });
        let mut clues: Vec<Clue> =
            [serial.map(Clue::Serial), phone.map(|it| Clue::Phone(it.to_string())), name, place]
                .into_iter()
                .flatten()
                .collect();
        clues.sort_by_key(|clue| std::cmp::Reverse(clue.weight()));
        let score = clues.iter().map(Clue::weight).sum::<u32>().min(100);

        (clues, score)
    }
}

/// So many addresses of one file are compared.
const MANY: u32 = 20;

impl Name {
    fn of(written: &str) -> Option<Self> {
        let folded = folded(written);
        let sounds = spellings(written).into_iter().filter(|it| it.len() > 4).collect();

        (!folded.is_empty()).then(|| Self { written: written.trim().to_owned(), folded, sounds })
    }

    /// Whether one is how the other may be heard, or is written within it: 王小明 and 王小明先生, 王晓明.
    fn sounds_like(&self, other: &Self) -> bool {
        let within = |one: &Self, other: &Self| {
            one.folded.chars().count() > 1 && other.folded.starts_with(&one.folded)
        };
        let same_length = self.folded.chars().count() == other.folded.chars().count();
        let heard = same_length && self.sounds.iter().any(|it| other.sounds.contains(it));

        heard || within(self, other) || within(other, self)
    }
}

impl Spot {
    fn of(written: &str) -> Option<Self> {
        let folded = folded(written);
        if folded.is_empty() {
            return None;
        }
        // Of what was written: folded, 88-12-1603 would be one figure.
        let narrow: String = written.chars().map(narrow).collect();
        let runs = narrow.split(|c: char| !c.is_ascii_digit());
        let runs = runs.filter(|run| !run.is_empty());
        let figures = runs.map(|run| run.trim_start_matches('0').to_owned()).collect();
        let letters: Vec<char> = folded.chars().filter(|c| !c.is_ascii_digit()).collect();
        let words = letters.windows(2).map(|two| (two[0], two[1])).collect();

        Some(Self { written: written.trim().to_owned(), folded, figures, words })
    }

    /// Whether the figures are the same and most of the words: 科苑路88弄12号1603室 and 科苑路 88-12-1603.
    fn is_alike(&self, other: &Self) -> bool {
        if self.figures.is_empty() || self.figures != other.figures {
            return false;
        }
        let both = self.words.intersection(&other.words).count();
        let fewer = self.words.len().min(other.words.len());

        fewer > 0 && both * 2 >= fewer
    }

    /// The figures, by which addresses that are written in two ways are put side by side.
    pub(super) fn door(line: &str) -> Option<String> {
        let spot = Self::of(line)?;

        (!spot.figures.is_empty()).then(|| spot.figures.join("-"))
    }
}

/// A figure of full width, as input methods write it, as a plain one.
fn narrow(c: char) -> char {
    match u32::from(c) {
        wide @ 0xff10..=0xff19 => char::from_u32(wide - 0xff10 + u32::from('0')).unwrap_or(c),
        _ => c,
    }
}

/// The figures of an address.
pub(super) fn door(line: &str) -> Option<String> {
    Spot::door(line)
}

/// A serial number without the spaces and strokes that people put into it; what is too short says nothing.
pub(super) fn serial(written: &str) -> Option<String> {
    let serial = folded(written).to_uppercase();

    (serial.chars().count() >= 5).then_some(serial)
}

/// Whether two addresses are written in the same way, capitals and spaces aside.
pub(super) fn is_one_place(one: &Address, other: &Address) -> bool {
    let line = |address: &Address| folded(&address.place.in_one_line());

    !line(one).is_empty() && line(one) == line(other)
}

/// Whether two machines bear one serial number.
pub(super) fn is_one_machine(one: &Appliance, other: &Appliance) -> bool {
    let own = |machine: &Appliance| machine.serial.as_deref().and_then(serial);

    own(one).is_some() && own(one) == own(other)
}

impl Engine {
    /// Files that may be of whoever is being typed, the likeliest first: with what is the same.
    pub fn likely(
        &self,
        likely: Likely,
    ) -> impl Future<Output = Result<Vec<Alike>, Error>> + Send + use<> {
        self.workers.read(move |session| look(session, &likely))
    }
}

fn look(session: &Session<'_>, likely: &Likely) -> Result<Vec<Alike>, Error> {
    let mut near = BTreeSet::new();
    let asked = likely.phones.iter().map(|phone| phone.digits().to_owned());
    let asked = asked.chain(serial(&likely.serial));
    let short = |text: &str| text.chars().count() < 2;
    let name = likely.name.trim();
    for scrap in asked.chain((!short(name)).then(|| name.to_owned())) {
        let hits = session.find(&scrap, LOOKED_AT)?;
        near.extend(hits.into_iter().map(|hit| hit.customer));
    }
    // Of many who are called so, those of the same road.
    if !short(name) && !likely.line.trim().is_empty() {
        let road: String = likely.line.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let road: String =
            road.trim().chars().rev().take(3).collect::<Vec<_>>().iter().rev().collect();
        let hits = session.find(&format!("{name} {road}"), LOOKED_AT)?;
        near.extend(hits.into_iter().map(|hit| hit.customer));
    }
    if let Some(own) = likely.customer {
        let own = session.who_now(own)?;
        let apart = session.apart_from(own)?;
        near.retain(|it| *it != own && !apart.contains(it));
    }
    let typed = Face::typed(likely);
    let mut found = Vec::new();
    for customer in near {
        let Some(face) = Face::of(session, customer)? else { continue };
        let (clues, score) = typed.beside(&face);
        if score >= SUSPECT {
            found.push(alike(session, customer, (clues, score))?);
        }
    }
    found.sort_by_key(|alike| std::cmp::Reverse((alike.score, alike.customer)));
    found.truncate(NAMED);

    Ok(found)
}

/// A file with what it has in common with another.
pub(super) fn alike(
    session: &Session<'_>,
    customer: CustomerId,
    (clues, score): (Vec<Clue>, u32),
) -> Result<Alike, Error> {
    let person: Customer = session.get(customer)?.unwrap_or_default();
    let line = first_line(session, customer)?;
    let phone = person.first_phone().map(ToString::to_string).unwrap_or_default();

    Ok(Alike { customer, name: person.name, phone, line, clues, score })
}

fn first_line(session: &Session<'_>, customer: CustomerId) -> Result<String, Error> {
    let first = session.some_addresses(customer, 1)?.into_iter().next();

    Ok(first.map(|row| row.address.place.in_one_line()).unwrap_or_default())
}
