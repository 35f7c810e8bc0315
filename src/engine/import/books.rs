//! Lines about the office itself: its people, its parts, and what lies on its shelves on the first day.

use std::collections::{HashMap, HashSet};

use domain::{
    Category, Condition, Location, Money, Owner, Part, PartId, Phone, Record as _, Role, Staff,
    StaffId, StockMove, StockMoveId, StockReason, fields_of,
};
use locale::Locale;
use spreadsheet::Record;
use store::folded;
use uuid::Uuid;

use super::engineer::Engineers;
use super::household::{Bringing, Came};
use super::{Matching, fault, machine, person, roles};
use crate::deed::Deed;
use crate::{Error, prices};

/// The most pieces in one line.
const MOST: i64 = 1_000_000;
/// The longest name of a person, and of their badge, in characters.
const NAME: usize = 100;
const BADGE: usize = 12;

/// What the shelf and the box of broken parts are called.
const SHELVES: [&str; 12] = [
    "store",
    "shelf",
    "warehouse",
    "stock room",
    "office",
    "main",
    "仓库",
    "倉庫",
    "库房",
    "主仓",
    "总仓",
    "網點",
];
const BROKEN: [&str; 8] = ["faulty", "broken", "old parts", "坏件", "壞件", "旧件", "舊件", "返修"];
/// What is written of somebody who works here, or does not.
const HERE: [&str; 6] = ["在职", "在職", "active", "employed", "here", "current"];
const GONE: [&str; 4] = ["离职", "離職", "left", "gone"];

/// What the office has, as the lines of a run need it.
#[derive(Debug, Default)]
pub(super) struct Books {
    parts: HashMap<String, PartId>,
    codes: HashMap<String, PartId>,
    people: Vec<(StaffId, Staff)>,
    engineers: Engineers,
    /// How many pieces earlier runs brought over as there on the first day, and no line of this one was about yet.
    opened: HashMap<(PartId, Location), i64>,
    /// Whom and what earlier lines of the run were about.
    met: HashSet<Uuid>,
}

impl Books {
    pub(super) fn of(deed: &Deed<'_>, before: Self) -> Result<Self, Error> {
        let parts = deed.session.all::<Part>()?;
        let people = deed.session.all::<Staff>()?.into_iter();

        Ok(Self {
            codes: parts
                .iter()
                .filter_map(|(id, part)| Some((folded(part.barcode.as_deref()?), PartId(*id))))
                .collect(),
            parts: parts.into_iter().map(|(id, part)| (folded(&part.number), PartId(id))).collect(),
            people: people.map(|(id, staff)| (StaffId(id), staff)).collect(),
            engineers: Engineers::of(deed.session)?,
            opened: before.opened,
            met: before.met,
        })
    }

    fn part(&self, text: &str) -> Option<PartId> {
        let text = folded(text);

        self.parts.get(&text).or_else(|| self.codes.get(&text)).copied()
    }
}

/// What speaks against a line that would otherwise be brought over.
fn refused(why: String) -> Result<Came, Error> {
    Ok(Came::Refused(why))
}

impl Bringing {
    /// Somebody who works here.
    pub(super) fn person(&mut self, deed: &Deed<'_>, line: &Record) -> Result<Came, Error> {
        let locale = self.locale.clone();
        let said = match staff(line) {
            Ok(said) => said,
            Err(field) => return refused(unknown(field, line, &locale)),
        };
        let fits = |text: &str, most: usize| text.chars().count() <= most;
        if !fits(&said.name, NAME) {
            return refused(locale.import_fault_long(&fault::field("staff_name", &locale), NAME));
        }
        if said.badge.as_deref().is_some_and(|badge| !fits(badge, BADGE)) {
            return refused(locale.import_fault_long(&fault::field("badge", &locale), BADGE));
        }
        let same_badge = |it: &Staff| said.badge.is_some() && it.badge == said.badge;
        let same_name = |it: &Staff| folded(&it.name) == folded(&said.name);
        let is_same = |it: &Staff| match self.matching {
            Matching::Phone if said.phone.is_some() => it.phone == said.phone,
            Matching::Name => same_name(it),
            _ if said.badge.is_some() && it.badge.is_some() => same_badge(it),
            _ => same_name(it),
        };
        let known = self.books.people.iter().find(|(_, it)| is_same(it)).cloned();
        let taken = self.books.people.iter().any(|(id, it)| {
            same_badge(it) && !it.left && known.as_ref().is_none_or(|(known, _)| known != id)
        });
        if taken {
            return refused(locale.import_fault_badge(said.badge.as_deref().unwrap_or_default()));
        }
        let Some((id, _)) = known else {
            let id: StaffId = self.create(deed, &said)?;
            self.books.people.push((id, said));
            self.books.met.insert(id.0);
            return Ok(Came::Created);
        };
        if !self.books.met.insert(id.0) {
            return refused(locale.import_fault_person_twice());
        }
        let mut fields = fields_of(&said);
        fields.retain(|name, _| match name.as_str() {
            "roles" => line.text("roles").is_some(),
            "left" => line.text("left").is_some(),
            "areas" => false,
            _ => true,
        });
        let changed = self.correct::<Staff>(deed, id.0, &fields)?;
        if changed && let Some(now) = deed.session.get::<Staff>(id.0)? {
            self.books.people.retain(|(other, _)| *other != id);
            self.books.people.push((id, now));
        }

        Ok(if changed { Came::Updated } else { Came::Unchanged })
    }

    /// A part of the office's own catalogue.
    pub(super) fn part(&mut self, deed: &Deed<'_>, line: &Record) -> Result<Came, Error> {
        let locale = self.locale.clone();
        let currency = prices::currency(deed.session)?;
        let fits =
            line.text("fits").map(|text| person::several(text).map(machine::category).collect());
        let fits: Vec<Category> = fits.unwrap_or_default();
        let serialised = line.text("serialised").map(person::is_yes);
        if serialised == Some(None) {
            return refused(unknown("serialised", line, &locale));
        }
        let text = |field: &str| line.text(field).map(str::to_owned);
        let part = Part {
            number: text("part_number").unwrap_or_default(),
            name: text("part_name").unwrap_or_default(),
            unit: text("unit").unwrap_or_else(|| locale.import_unit_piece()),
            barcode: text("barcode"),
            price: line.money("price").map(|minor| Money::new(minor, currency)),
            fits,
            serialised: serialised.flatten().unwrap_or_default(),
        };
        let part = match part.sound() {
            Ok(part) => part,
            Err(flaw) => return refused(unsound(flaw, line, &locale)),
        };
        if part.price.is_some_and(|price| price.as_price(currency).is_err()) {
            return refused(out_of_range("price", line, &locale));
        }
        let by_code = || self.books.codes.get(&folded(part.barcode.as_deref()?)).copied();
        let by_number = || self.books.parts.get(&folded(&part.number)).copied();
        let known = match self.matching {
            Matching::Barcode if part.barcode.is_some() => by_code(),
            _ => by_number(),
        };
        for other in [&part.number].into_iter().chain(&part.barcode) {
            if self.books.part(other).is_some_and(|other| Some(other) != known) {
                return refused(locale.import_fault_part_taken(other));
            }
        }
        let Some(id) = known else {
            let id: PartId = self.create(deed, &part)?;
            self.know(id, &part);
            self.books.met.insert(id.0);
            return Ok(Came::Created);
        };
        if !self.books.met.insert(id.0) {
            return refused(locale.import_fault_part_twice());
        }
        if part.serialised
            && !deed.get::<Part>(id)?.serialised
            && deed.session.is_needed(Part::KIND, id.0)?
        {
            return refused(locale.catalogue_part_moved());
        }
        let mut fields = fields_of(&part);
        fields.retain(|name, _| match name.as_str() {
            "unit" | "serialised" => line.text(name).is_some(),
            _ => true,
        });
        let changed = self.correct::<Part>(deed, id.0, &fields)?;
        self.know(id, &deed.get(id)?);

        Ok(if changed { Came::Updated } else { Came::Unchanged })
    }

    fn know(&mut self, id: PartId, part: &Part) {
        self.books.parts.insert(folded(&part.number), id);
        self.books.codes.extend(part.barcode.as_deref().map(|code| (folded(code), id)));
    }

    /// What lies somewhere on the first day. What an earlier run brought over of it is not there twice.
    pub(super) fn stock(&mut self, deed: &Deed<'_>, line: &Record) -> Result<Came, Error> {
        let locale = self.locale.clone();
        let number = line.text("part_number").unwrap_or_default();
        let Some(id) = self.books.part(number) else {
            return refused(locale.import_fault_part_unknown(number));
        };
        let place = line.text("place").map_or(Some(Location::Store), |place| self.place(place));
        let Some(place) = place else { return refused(unknown("place", line, &locale)) };
        let part: Part = deed.get(id)?;
        let serial = line.text("serial").map(str::to_owned);
        let quantity = line.integer("quantity").unwrap_or_default();
        let most = if serial.is_some() { 1 } else { MOST };
        if !(0..=most).contains(&quantity) {
            return refused(out_of_range("quantity", line, &locale));
        }
        if part.serialised && serial.is_none() && quantity > 0 {
            return refused(locale.import_fault_blank(&fault::field("serial", &locale)));
        }
        if let Some(serial) = &serial {
            match deed.session.place_of_serial(id, serial)? {
                Some(here) if here == place => return Ok(Came::Unchanged),
                Some(there) if there.is_held() || there == Location::Customer => {
                    let column = fault::field("serial", &locale);
                    return refused(locale.import_fault_elsewhere(&column, serial));
                }
                _ => {}
            }
        }
        let known = match serial {
            Some(_) => 0,
            None => self.opened(deed, (id, place), quantity)?,
        };
        if known >= quantity {
            return Ok(Came::Unchanged);
        }
        let condition = if place == Location::Faulty { Condition::Faulty } else { Condition::Good };
        let moved = StockMove {
            part: id,
            quantity: quantity - known,
            from: Location::Adjustment,
            to: place,
            condition,
            owner: Owner::Office,
            reason: StockReason::Opening,
            serial,
            order: None,
            visit: None,
            at: deed.now,
        };
        let noted: StockMoveId = deed.note(&moved)?;
        if let Some(run) = self.run {
            deed.session.note_made(run, (StockMove::KIND, noted.0), &fields_of(&moved))?;
        }

        Ok(if known > 0 { Came::Updated } else { Came::Created })
    }

    /// How many of these pieces were brought over as there on the first day before, and are not another line's.
    fn opened(
        &mut self,
        deed: &Deed<'_>,
        (part, place): (PartId, Location),
        quantity: i64,
    ) -> Result<i64, Error> {
        let rest = match self.books.opened.get_mut(&(part, place)) {
            Some(rest) => rest,
            None => {
                let moves = deed.session.facts_on::<StockMove>(part.0)?;
                // What has a serial number is told by it.
                let counts = moves.iter().filter(|(_, it)| it.serial.is_none()).map(|(_, it)| {
                    match it.reason {
                        StockReason::Opening if it.to == place => it.quantity,
                        StockReason::Reversed
                            if it.from == place && it.to == Location::Adjustment =>
                        {
                            -it.quantity
                        }
                        _ => 0,
                    }
                });
                let known = counts.sum::<i64>().max(0);
                self.books.opened.entry((part, place)).or_insert(known)
            }
        };
        let known = (*rest).min(quantity);
        *rest -= known;

        Ok(known)
    }

    /// The place that a list calls so: the shelf, the box of broken parts, or the van of whom it names.
    fn place(&self, text: &str) -> Option<Location> {
        let word = text.trim().to_lowercase();
        if SHELVES.contains(&word.as_str()) {
            return Some(Location::Store);
        }
        if BROKEN.contains(&word.as_str()) {
            return Some(Location::Faulty);
        }

        self.books.engineers.find(text).map(Location::Van)
    }

    /// Makes a record of a run.
    fn create<R: domain::Record, I: From<Uuid>>(
        &self,
        deed: &Deed<'_>,
        record: &R,
    ) -> Result<I, Error> {
        let mut made = Vec::new();
        let id = super::household::make(deed, record, &mut made);
        self.note_made(deed, &made)?;
        deed.session.stage_new(made)?;

        Ok(id)
    }
}

/// Somebody as a line says they are, or the field that nobody understands. Lists of an office are lists of those who go out,
/// unless they say otherwise.
fn staff(line: &Record) -> Result<Staff, &'static str> {
    let mut roles = Vec::new();
    for word in line.text("roles").into_iter().flat_map(person::several) {
        roles.push(roles::role(word).ok_or("roles")?);
    }
    if roles.is_empty() {
        roles.push(Role::Technician);
    }
    roles.dedup();
    let skills: Vec<Category> =
        line.text("skills").into_iter().flat_map(person::several).map(machine::category).collect();
    let known = !skills.contains(&Category::Other);
    let left = match line.text("left") {
        None => false,
        Some(word) => is_gone(word).ok_or("left")?,
    };

    Ok(Staff {
        name: line.text("staff_name").unwrap_or_default().trim().to_owned(),
        badge: line.text("badge").map(|badge| badge.trim().to_owned()),
        roles,
        phone: line.text("phone").and_then(Phone::parse),
        areas: Vec::new(),
        skills: if known { skills } else { return Err("skills") },
        left,
    })
}

/// Whether somebody left: a word for it, or the day.
fn is_gone(word: &str) -> Option<bool> {
    let folded = word.trim().to_lowercase();
    if HERE.contains(&folded.as_str()) {
        return Some(false);
    }
    if GONE.contains(&folded.as_str()) || spreadsheet::day_in(word).is_some() {
        return Some(true);
    }

    person::is_yes(word)
}

/// The words for a cell of which nobody knows what it means.
fn unknown(field: &'static str, line: &Record, locale: &Locale) -> String {
    locale.import_fault_value(&fault::field(field, locale), &said(field, line))
}

/// The words for what a part cannot be.
fn unsound(flaw: domain::Flaw, line: &Record, locale: &Locale) -> String {
    let field = own_field(flaw.field);
    let column = fault::field(field, locale);
    match flaw.why {
        domain::Flawed::Missing => locale.import_fault_blank(&column),
        domain::Flawed::TooLong(limit) => locale.import_fault_long(&column, limit),
        domain::Flawed::OutOfRange => out_of_range(field, line, locale),
    }
}

/// The words for a figure that is too small or too large.
fn out_of_range(field: &'static str, line: &Record, locale: &Locale) -> String {
    locale.import_fault_range(&fault::field(field, locale), &said(field, line))
}

/// What stands in a cell.
fn said(field: &str, line: &Record) -> String {
    let money = || {
        let minor = line.money(field)?;
        let sign = if minor < 0 { "-" } else { "" };
        Some(format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100))
    };
    let number = || line.integer(field).map(|number| number.to_string());

    line.text(field).map(str::to_owned).or_else(money).or_else(number).unwrap_or_default()
}

/// The field of a list that a field of a part is filled from.
fn own_field(field: &str) -> &'static str {
    match field {
        "number" => "part_number",
        "unit" => "unit",
        "barcode" => "barcode",
        "price" => "price",
        _ => "part_name",
    }
}
