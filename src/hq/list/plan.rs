//! What a table makes of a list: found out before anything is changed.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Currency, Fields, differences, fields_of};
use locale::Locale;
use serde_json::Value;
use sync::{Change, StreamId};
use uuid::Uuid;

use super::entry::{Entry, Reader, Reading};
use super::sheet::{Line, Sheet};
use super::{Changed, Column, Revision, Why, Wrong};
use crate::deed::{Deed, submit};
use crate::storage::Session;
use crate::surroundings::{Moment, new_id};
use crate::{ACTOR, Error, books};

/// The most changes of one operation; what is more goes into the next, within the same transaction.
const AT_ONCE: usize = 1_000;

/// An entry of the catalogue.
pub(super) struct Known<E> {
    id: Uuid,
    body: Fields,
    pub(super) entry: E,
}

/// All entries that this version can read.
pub(super) fn known<E: Entry>(session: &Session<'_>) -> Result<Vec<Known<E>>, Error> {
    let bodies = session.each_body(&StreamId::catalog(), E::KIND)?.into_iter();
    let read = bodies.filter_map(|(id, body)| {
        let entry = serde_json::from_value(Value::Object(body.clone())).ok()?;
        Some(Known { id, body, entry })
    });

    Ok(read.collect())
}

/// What is to be done and what it comes to, or all that is wrong.
pub(super) type Planned = Result<(Vec<Change>, Revision), Vec<Wrong>>;

/// What a table makes of a list; all that is wrong with it, if anything is.
pub(super) fn plan<E: Entry>(
    session: &Session<'_>,
    moment: &mut Moment,
    sheet: &Sheet,
    locale: &Locale,
) -> Result<Planned, Error> {
    let known = known::<E>(session)?;
    let currency = books::currency_of(session)?;
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    for (index, known) in known.iter().enumerate() {
        by_key.entry(known.entry.key()).or_insert(index);
    }
    let reader = Reader { words: &sheet.words, currency, wrong: Vec::new() };
    let mut planning = Planning {
        session,
        locale,
        afterwards: known.iter().map(|it| (None, Some(it.entry.clone()))).collect(),
        known,
        by_key,
        reader,
        seen: BTreeMap::new(),
        used: None,
        changes: Vec::new(),
        revision: Revision::default(),
    };
    for line in &sheet.lines {
        planning.line(line, moment)?;
    }
    planning.check_words();
    let Planning { reader, changes, revision, .. } = planning;

    Ok(if reader.wrong.is_empty() { Ok((changes, revision)) } else { Err(sorted(reader.wrong)) })
}

/// Does it all, in operations that are not too large, in the transaction of `session`.
pub(super) fn submit_all(
    session: &mut Session<'_>,
    moment: &mut Moment,
    name: &'static str,
    changes: Vec<Change>,
) -> Result<(), Error> {
    for changes in changes.chunks(AT_ONCE) {
        let (stream, actor) = (StreamId::catalog(), ACTOR.to_owned());
        submit(session, moment, Deed { stream, name, actor, changes: changes.to_vec() })?;
    }

    Ok(())
}

fn sorted(mut wrong: Vec<Wrong>) -> Vec<Wrong> {
    wrong.sort_by_key(|it| it.line);
    wrong
}

/// A table that is being gone through.
struct Planning<'a, 'b, E> {
    session: &'a Session<'b>,
    locale: &'a Locale,
    known: Vec<Known<E>>,
    by_key: BTreeMap<String, usize>,
    reader: Reader<'a>,
    /// What was spoken of, and in which line.
    seen: BTreeMap<String, u64>,
    /// What anything was done with, once somebody asked.
    used: Option<BTreeSet<Uuid>>,
    /// The list as it would be, with the lines that change something; first what was there, in its order.
    afterwards: Vec<(Option<u64>, Option<E>)>,
    changes: Vec<Change>,
    revision: Revision,
}

impl<E: Entry> Planning<'_, '_, E> {
    fn line(&mut self, line: &Line, moment: &mut Moment) -> Result<(), Error> {
        let key = match E::key_of(line, self.reader.words) {
            Ok(key) => key,
            Err(wrong) => {
                self.reader.wrong.push(wrong);
                return Ok(());
            }
        };
        if let Some(first) = self.seen.get(&key) {
            let column = E::KEY.first().copied().unwrap_or(Column::Number);
            self.reader.wrong.push(line.wrong(column, Why::Twice(*first)));
            return Ok(());
        }
        let there = self.by_key.get(&key).copied();
        self.seen.insert(key, line.number);
        let known = there.map(|index| &self.known[index].entry);
        match (E::read(line, known, &mut self.reader), there) {
            (Reading::As(entry), Some(index)) => self.change(line, index, entry)?,
            (Reading::As(entry), None) => self.create(line, entry, moment),
            (Reading::Gone, Some(index)) => self.retire(line, index)?,
            (Reading::Gone, None) | (Reading::Nothing, _) => self.revision.unchanged += 1,
        }

        Ok(())
    }

    fn create(&mut self, line: &Line, entry: E, moment: &mut Moment) {
        self.revision.created.push(entry.title(self.locale));
        let (kind, id, body) = (E::KIND.to_owned(), new_id(moment), fields_of(&entry));
        self.changes.push(Change::Create { kind, id, body });
        self.afterwards.push((Some(line.number), Some(entry)));
    }

    fn change(&mut self, line: &Line, index: usize, entry: E) -> Result<(), Error> {
        let Known { id, body, entry: before } = &self.known[index];
        let (id, same) = (*id, *before == entry || before.clone().sound().as_ref() == Ok(&entry));
        if same {
            self.revision.unchanged += 1;
            return Ok(());
        }
        let fields = differences(body, &fields_of(&entry), &fields_of(before));
        let (fixed, currency) = (before.fixed_once_used(&entry), self.reader.currency);
        let columns = differing(before, &entry, currency, self.locale);
        if let Some(column) = fixed
            && self.is_used(id)?
        {
            self.reader.wrong.push(line.wrong(column, Why::Used));
            return Ok(());
        }
        let kind = E::KIND.to_owned();
        let base_rev = self.session.revision(&StreamId::catalog(), E::KIND, id)?;
        self.changes.push(Change::Patch { kind, id, base_rev, fields });
        self.revision.changed.push(Changed { name: entry.title(self.locale), columns });
        self.afterwards[index] = (Some(line.number), Some(entry));

        Ok(())
    }

    fn retire(&mut self, line: &Line, index: usize) -> Result<(), Error> {
        let id = self.known[index].id;
        if E::KEPT_ONCE_USED && self.is_used(id)? {
            self.reader.wrong.push(line.wrong(Column::Retired, Why::Used));
            return Ok(());
        }
        let kind = E::KIND.to_owned();
        let base_rev = self.session.revision(&StreamId::catalog(), E::KIND, id)?;
        self.changes.push(Change::Remove { kind, id, base_rev });
        self.revision.retired.push(self.known[index].entry.title(self.locale));
        self.afterwards[index] = (None, None);

        Ok(())
    }

    /// Whether anything at any branch was done with it.
    fn is_used(&mut self, id: Uuid) -> Result<bool, Error> {
        if self.used.is_none() {
            self.used = Some(self.session.parts_in_use()?);
        }

        Ok(self.used.as_ref().is_some_and(|used| used.contains(&id)))
    }

    /// What a line says may be nobody else's: neither of what was there, nor of another line.
    fn check_words(&mut self) {
        let mut bearers: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, (_, entry)) in self.afterwards.iter().enumerate() {
            for (_, word) in entry.iter().flat_map(E::words) {
                bearers.entry(word).or_default().insert(index);
            }
        }
        for (line, entry) in &self.afterwards {
            let (Some(line), Some(entry)) = (*line, entry) else { continue };
            for (column, word) in entry.words() {
                if bearers.get(&word).is_some_and(|bearers| bearers.len() > 1) {
                    let (column, why) = (Some(column), Why::Taken);
                    self.reader.wrong.push(Wrong { line, column, value: word, why });
                }
            }
        }
    }
}

/// The columns in which two entries differ, by what is shown of them.
fn differing<E: Entry>(before: &E, after: &E, currency: Currency, locale: &Locale) -> Vec<Column> {
    let differs = |column: &&Column| {
        before.cell(**column, currency, locale) != after.cell(**column, currency, locale)
    };

    E::COLUMNS.iter().filter(differs).copied().collect()
}
