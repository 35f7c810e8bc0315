//! One box finds everything: any scrap of a name, its pinyin or initials, a phone, an address, a serial
//! or an order number, several scraps together.
//!
//! The index names candidates; what they really hold decides, and says why they were found. It is kept in
//! the transaction that changes a record, so it is never behind.

mod fit;
mod grams;
mod held;
mod keep;
mod met;
mod plain;

use std::cmp::Reverse;
use std::collections::HashSet;

use domain::{ApplianceId, Customer, CustomerId, OrderId, Phone};
use rusqlite::params;

use crate::{Error, Session};
pub use fit::Meant;
pub(crate) use grams::{Grams, ask, fold, is_han, runs};
pub use grams::{folded, spellings};
pub use met::Sought;

use fit::{Ask, Cut, Found, IS_OPEN, Scrap, Trait, judge};
use grams::{ask_beginning, ask_end, ask_whole, usual_spellings};

/// How many candidates are looked at of those that hold the scraps, at least; where there are more, so many each of those
/// who have an open order, of those whom a scrap names or begins, and of those whose number it ends.
const CANDIDATES: usize = 100;
/// Of how many that do not fit by what the index holds of them the records are read, at least.
const READ: usize = 60;
/// Where there are no more households than this, a few letters are looked for inside of texts, too.
const FEW: i64 = 50_000;
/// How many scraps of one question count.
const SCRAPS: usize = 8;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitKind {
    /// A household.
    Customer,
    /// One of its machines, by its serial or model.
    Appliance(ApplianceId),
    /// One of its orders, by its number.
    Order(OrderId),
}

/// A household that was found, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Whose file.
    pub customer: CustomerId,
    /// What of it matched.
    pub kind: HitKind,
    /// The customer's name.
    pub name: String,
    /// The number to call first.
    pub phone: String,
    /// Their address.
    pub line: String,
    /// The text that matched, as it is written.
    pub reason: String,
    /// Whether that was theirs, and is not any more.
    pub gone: bool,
    /// How many orders are open.
    pub open_orders: u32,
    /// What they owe in all, in minor units of the books.
    pub owes: i64,
}

/// Why a household is found.
struct Why {
    kind: HitKind,
    text: String,
    gone: bool,
}

/// A household that the index names.
struct Candidate {
    /// The newer, the larger.
    row: i64,
    customer: CustomerId,
    /// What it is judged by.
    held: String,
}

impl Session<'_> {
    /// Households that hold every scrap of `text`, best first, at most `limit`.
    pub fn find(&self, text: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.find_meant(text, limit, |_| Vec::new())
    }

    /// The same, where a folded scrap may also mean what `meant` says of it.
    pub fn find_meant(
        &self,
        text: &str,
        limit: usize,
        meant: impl Fn(&str) -> Vec<Meant>,
    ) -> Result<Vec<Hit>, Error> {
        // A number typed in groups or with its country is one number, unless nobody has it.
        if let Some(phone) = Phone::parse(text) {
            for digits in ways_to_dial(&phone) {
                let scraps = [Scrap { text: digits, meant: Vec::new() }];
                let hits = self.find_scraps(&scraps, limit)?;
                let hits = self.with_exact(hits, (&phone.to_string(), &scraps), limit)?;
                if !hits.is_empty() {
                    return Ok(hits);
                }
            }
        }
        let scraps = text.split_whitespace().map(fold).filter(|scrap| !scrap.is_empty());
        let scraps = scraps.take(SCRAPS).map(|text| Scrap {
            meant: meant(&text).iter().filter_map(Meant::gram).collect(),
            text,
        });
        let scraps: Vec<Scrap> = scraps.collect();
        let hits = self.find_scraps(&scraps, limit)?;
        let hits = self.with_exact(hits, (text.trim(), &scraps), limit)?;

        match parted(text) {
            // 川沙2020 is a street and a number, where nothing is written so.
            Some(parted) if hits.is_empty() => self.find_meant(&parted, limit, meant),
            _ => Ok(hits),
        }
    }

    /// Puts those who have just this number in front: one of old may lie below everything newer that merely
    /// begins like it.
    fn with_exact(
        &self,
        mut hits: Vec<Hit>,
        (text, scraps): (&str, &[Scrap]),
        limit: usize,
    ) -> Result<Vec<Hit>, Error> {
        for customer in self.found_exactly(text)? {
            let Some(why) = self.judged(customer, scraps)? else { continue };
            hits.retain(|hit| hit.customer != customer);
            hits.insert(0, self.hit(customer, why)?);
        }
        hits.truncate(limit);

        Ok(hits)
    }

    fn found_exactly(&self, text: &str) -> Result<Vec<CustomerId>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("search/exact.sql"))?;
        let rows = statement.query_map([text], |row| row.get(0).map(CustomerId))?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn find_scraps(&self, scraps: &[Scrap], limit: usize) -> Result<Vec<Hit>, Error> {
        let mut hits = Vec::new();
        if scraps.iter().any(Scrap::is_short) {
            hits = self.find_so(scraps, Ask::Beginnings, limit)?;
        }
        // Of one or two letters too many hold them anywhere.
        let few = hits.is_empty() || (hits.len() < limit && self.is_worth_it(scraps)?);
        if few {
            hits = self.find_so(scraps, Ask::Everything, limit)?;
        }
        if hits.is_empty() && scraps.iter().any(Scrap::is_mixable) {
            hits = self.find_so(scraps, Ask::Mixed, limit)?;
        }

        Ok(hits)
    }

    /// Whether the index should be asked for all that hold a few letters anywhere.
    fn is_worth_it(&self, scraps: &[Scrap]) -> Result<bool, Error> {
        let is_tiny = |scrap: &Scrap| scrap.text.len() < 3;
        if !scraps.iter().any(is_tiny) {
            return Ok(true);
        }
        let sql = "select exists (select 1 from search_row order by customer limit 1 offset ?1)";
        let are_more: bool = self.db.prepare_cached(sql)?.query_row([FEW], |row| row.get(0))?;

        Ok(!are_more)
    }

    fn find_so(&self, scraps: &[Scrap], how: Ask, limit: usize) -> Result<Vec<Hit>, Error> {
        let asked: Vec<String> = scraps.iter().filter_map(|scrap| scrap.ask(how)).collect();
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        let mut others = Vec::new();
        for candidate in self.candidates(scraps, &asked.join(" AND "), CANDIDATES.max(2 * limit))? {
            match held::judge(scraps, &candidate.held) {
                Some(score) => found.push((score, candidate)),
                None => others.push(candidate),
            }
        }
        // Newest first among equals.
        found.sort_by_key(|(score, candidate)| Reverse((*score, candidate.row)));
        let mut hits = Vec::new();
        let fitting = found.into_iter().map(|(_, candidate)| candidate).chain(
            // What many have is not held: it is looked at where the rest does not do.
            others.into_iter().take(READ.max(limit)),
        );
        for Candidate { customer, .. } in fitting {
            if hits.len() == limit {
                break;
            }
            let Some(why) = self.judged(customer, scraps)? else { continue };
            hits.push(self.hit(customer, why)?);
        }

        Ok(hits)
    }

    /// By what a household fits, if it does. What many have is only looked at where the rest does not do.
    fn judged(&self, customer: CustomerId, scraps: &[Scrap]) -> Result<Option<Why>, Error> {
        let files = self.files_of(customer)?;
        if files.is_empty() {
            return Ok(None);
        }
        let mut traits = self.traits(customer, &files)?;
        if judge(scraps, &traits).is_none() {
            let mut common = Vec::new();
            self.find_belongings(include_str!("search/common.sql"), customer, &mut common)?;
            traits.extend(common.iter().map(Trait::of_row));
        }

        Ok(judge(scraps, &traits).map(|(_, best)| Why {
            kind: best.kind,
            text: best.text.clone(),
            gone: best.gone,
        }))
    }

    /// Who may hold every scrap. Where there are too many to look at, those who are meant most likely come first, however
    /// old.
    fn candidates(
        &self,
        scraps: &[Scrap],
        asked: &str,
        most: usize,
    ) -> Result<Vec<Candidate>, Error> {
        let all = self.indexed(asked, most)?;
        if all.len() < most {
            return Ok(all);
        }
        let any = |words: &[String]| format!("({asked}) AND ({})", words.join(" OR "));
        let named: Vec<_> = scraps.iter().filter_map(|scrap| ask_whole(&scrap.text)).collect();
        let begun: Vec<_> = scraps.iter().filter_map(|scrap| ask_beginning(&scrap.text)).collect();
        let ends = scraps.iter().filter_map(|scrap| ask_end(&scrap.text));
        let (phones, others): (Vec<_>, Vec<_>) = ends.map(|[phone, other]| (phone, other)).unzip();
        let tiers = [named, vec![format!("\"{IS_OPEN}\"")], phones, begun, others];
        let mut candidates = Vec::new();
        let mut met = HashSet::new();
        for words in tiers.iter().filter(|words| !words.is_empty()) {
            let more = self.indexed(&any(words), most)?.into_iter();
            candidates.extend(more.filter(|candidate| met.insert(candidate.row)));
        }
        candidates.extend(all.into_iter().filter(|candidate| met.insert(candidate.row)));

        Ok(candidates)
    }

    /// Whom the index names, newest first.
    fn indexed(&self, asked: &str, most: usize) -> Result<Vec<Candidate>, Error> {
        let mut statement = self.db.prepare_cached(include_str!("search/candidates.sql"))?;
        let rows = statement.query_map(params![asked, most as u32], |row| {
            let customer = row.get(1).map(CustomerId)?;
            Ok(Candidate { row: row.get(0)?, customer, held: row.get(2)? })
        })?;

        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What tells a household from others: names, numbers, places.
    fn traits(&self, customer: CustomerId, files: &[Customer]) -> Result<Vec<Trait>, Error> {
        let mut belongings = Vec::new();
        self.find_belongings(include_str!("search/traits.sql"), customer, &mut belongings)?;

        let own = files.iter().flat_map(own_traits);

        Ok(own.chain(belongings.iter().map(Trait::of_row)).collect())
    }

    fn find_belongings(
        &self,
        sql: &str,
        customer: CustomerId,
        belongings: &mut Vec<Found>,
    ) -> Result<(), Error> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query([customer.0])?;
        while let Some(row) = rows.next()? {
            belongings.push(Found {
                what: row.get(0)?,
                id: row.get(1)?,
                text: row.get(2)?,
                means: row.get(3)?,
            });
        }

        Ok(())
    }

    fn hit(&self, customer: CustomerId, why: Why) -> Result<Hit, Error> {
        let mut statement = self.db.prepare_cached(include_str!("search/hit.sql"))?;
        let hit = statement.query_row([customer.0], |row| {
            Ok(Hit {
                customer,
                kind: why.kind,
                name: row.get(0)?,
                phone: row.get(1)?,
                line: row.get(2)?,
                reason: why.text,
                gone: why.gone,
                open_orders: row.get(3)?,
                owes: row.get(4)?,
            })
        })?;

        Ok(hit)
    }
}

/// The text with what goes from words to figures, or back, in scraps of its own, where words are of no Latin script.
fn parted(text: &str) -> Option<String> {
    let mut parted = String::with_capacity(text.len() + 8);
    let mut last = None;
    for letter in text.chars() {
        let is_word = |c: char| !c.is_ascii() && c.is_alphabetic();
        let turns = last.is_some_and(|last: char| {
            (is_word(last) && letter.is_ascii_digit()) || (last.is_ascii_digit() && is_word(letter))
        });
        if turns {
            parted.push(' ');
        }
        parted.push(letter);
        last = Some(letter);
    }

    (parted != text).then_some(parted)
}

/// What a household is found by of itself: its name as it is written and read, its numbers.
fn own_traits(person: &Customer) -> Vec<Trait> {
    let mut folded = vec![fold(&person.name)];
    let usual = usual_spellings(&person.name);
    let mut rare = spellings(&person.name);
    rare.retain(|spelling| !usual.contains(spelling));
    folded.extend(usual);
    let (kind, text) = (HitKind::Customer, person.name.clone());
    let name = Trait::new(kind, text, folded);
    let mut traits = vec![Trait { rare, is_name: true, cut: Cut::ByFew, ..name }];
    traits.extend(person.phones.iter().map(|phone| {
        let gone = !phone.is_current();
        let digits = ways_to_dial(&phone.number).collect();
        let phone = Trait::new(HitKind::Customer, phone.number.to_string(), digits);
        Trait { cut: Cut::ByFew, gone, ..phone }
    }));

    traits
}

/// The digits of a number as they are searched: with its extension, where it has one, and without.
fn ways_to_dial(phone: &Phone) -> impl Iterator<Item = String> + use<> {
    let digits = phone.digits().to_owned();
    let through = phone.extension().map(|extension| format!("{digits}{extension}"));

    through.into_iter().chain([digits])
}

#[cfg(test)]
mod tests;
