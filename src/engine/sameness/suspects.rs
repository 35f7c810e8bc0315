//! Suspected duplicates over the whole base. Files are put side by side only where they share something that few have: each
//! is looked at a few times, however many there are.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::{CustomerId, SamenessId};
use store::{Session, folded};
use uuid::Uuid;

use super::alike::{Alike, Clue, Face, SUSPECT, alike, door, serial};
use super::apart::{apart, sorted};
use crate::{Engine, Error, Progress};

/// So many rows are read at once: others have their turn between.
const ROWS: u32 = 20_000;
/// What more files than this share tells nothing: the number of a property manager, the door of a dormitory.
const SHARED: usize = 8;
/// So many pairs are compared, those that share most first.
const COMPARED: usize = 20_000;
/// So many are compared at once.
const AT_ONCE: usize = 500;
/// So many are shown.
const SHOWN: usize = 500;

/// Two files that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The one that was opened first, with what both have in common.
    pub one: Alike,
    /// The other one.
    pub other: Alike,
}

/// Files that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Suspects {
    /// The likeliest first.
    pub pairs: Vec<Suspect>,
    /// How many there are in all.
    pub total: usize,
    /// How many files were looked at.
    pub files: usize,
    /// Whether only those were compared that share most, so that there may be more.
    pub is_cut: bool,
    /// Pairs of which somebody said that they are not of one person, by what says so, newest first.
    pub apart: Vec<(SamenessId, [Alike; 2])>,
    /// How many of those there are in all.
    pub total_apart: usize,
}

/// What is gathered on the way.
#[derive(Default)]
struct Gathered {
    /// Everybody, oldest first.
    people: Vec<Uuid>,
    /// What the name of each hashes to.
    names: Vec<u64>,
    /// What can be shared, and who has it.
    marks: Vec<(u64, u32)>,
    /// Where the reading is: after this record of this kind.
    at: usize,
    after: Option<Uuid>,
    read: u64,
}

/// What is read, in this order.
#[derive(Clone, Copy)]
enum Source {
    People,
    Addresses,
    Machines,
}

const SOURCES: [Source; 3] = [Source::People, Source::Addresses, Source::Machines];

impl Engine {
    /// Pairs of files that may be of one person. Works beside everything else, says how far it is, and stops when asked.
    pub fn suspects(
        &self,
        progress: Progress,
    ) -> impl Future<Output = Result<Suspects, Error>> + Send + use<> {
        let workers = self.workers.clone();

        async move {
            let total = workers.read(|session| Ok(session.count_to_compare()?)).await?;
            let mut gathered = Gathered::default();
            while gathered.at < SOURCES.len() {
                stop_if(&progress)?;
                gathered = workers.read(move |session| gathered.read_on(session)).await?;
                // Comparing is the last part.
                progress.reach(gathered.read, total + total / 4);
            }
            let files = gathered.people.len();
            let (mut pairs, apart) = workers
                .read(move |session| {
                    let apart = apart(session)?;
                    Ok((gathered.pairs(&apart), apart))
                })
                .await?;
            let is_cut = pairs.len() > COMPARED;
            pairs.truncate(COMPARED);
            let all = pairs.len();
            let mut found = Vec::new();
            while !pairs.is_empty() {
                stop_if(&progress)?;
                let rest = pairs.split_off(AT_ONCE.min(pairs.len()));
                let some = std::mem::replace(&mut pairs, rest);
                found.extend(workers.read(move |session| compared(session, &some)).await?);
                let done = (all - pairs.len()) as u64;
                progress.reach(total + total / 4 * done / all.max(1) as u64, total + total / 4);
            }
            found.sort_by_key(|it| std::cmp::Reverse((it.score, it.pair[1])));
            let (total, total_apart) = (found.len(), apart.len());
            found.truncate(SHOWN);
            let (pairs, apart) = workers.read(move |session| shown(session, found, apart)).await?;

            Ok(Suspects { pairs, total, files, is_cut, apart, total_apart })
        }
    }
}

fn stop_if(progress: &Progress) -> Result<(), Error> {
    if progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
}

/// A pair that was compared.
struct Found {
    pair: [CustomerId; 2],
    clues: Vec<Clue>,
    score: u32,
}

fn compared(session: &Session<'_>, pairs: &[[CustomerId; 2]]) -> Result<Vec<Found>, Error> {
    let mut found = Vec::new();
    for pair in pairs {
        let faces = (Face::of(session, pair[0])?, Face::of(session, pair[1])?);
        let (Some(one), Some(other)) = faces else { continue };
        let (clues, score) = one.beside(&other);
        if score >= SUSPECT {
            found.push(Found { pair: *pair, clues, score });
        }
    }

    Ok(found)
}

/// What is shown of two files that are not of one person.
type KeptApart = (SamenessId, [Alike; 2]);

fn shown(
    session: &Session<'_>,
    found: Vec<Found>,
    apart: Vec<(SamenessId, [CustomerId; 2])>,
) -> Result<(Vec<Suspect>, Vec<KeptApart>), Error> {
    let mut pairs = Vec::with_capacity(found.len());
    for Found { pair: [one, other], clues, score } in found {
        let one = alike(session, one, (Vec::new(), score))?;
        pairs.push(Suspect { one, other: alike(session, other, (clues, score))? });
    }
    let mut kept_apart = Vec::new();
    for (sameness, [one, other]) in apart.into_iter().take(SHOWN) {
        let nothing = || (Vec::new(), 0);
        let both = [alike(session, one, nothing())?, alike(session, other, nothing())?];
        kept_apart.push((sameness, both));
    }

    Ok((pairs, kept_apart))
}

impl Gathered {
    /// Reads some more.
    fn read_on(mut self, session: &Session<'_>) -> Result<Self, Error> {
        let (last, rows) = match SOURCES[self.at] {
            Source::People => self.people(session)?,
            Source::Addresses => self.addresses(session)?,
            Source::Machines => self.machines(session)?,
        };
        self.read += rows as u64;
        self.after = last;
        if rows < ROWS as usize {
            (self.at, self.after) = (self.at + 1, None);
        }

        Ok(self)
    }

    fn people(&mut self, session: &Session<'_>) -> Result<(Option<Uuid>, usize), Error> {
        let rows = session.people_after(self.after, ROWS)?;
        for person in &rows {
            // Whoever is found in another file is looked at there.
            let Ok(who) = u32::try_from(self.people.len()) else { break };
            let name = folded(&person.name);
            self.people.push(person.id);
            self.names.push(if name.is_empty() { 0 } else { mark(&("name", &name)) });
            let phones = person.phones.iter();
            self.marks.extend(phones.map(|digits| (mark(&("phone", digits)), who)));
        }

        Ok((rows.last().map(|it| it.id), rows.len()))
    }

    fn addresses(&mut self, session: &Session<'_>) -> Result<(Option<Uuid>, usize), Error> {
        let rows = session.lines_after(self.after, ROWS)?;
        for (_, customer, line) in &rows {
            let Ok(who) = self.people.binary_search(customer) else { continue };
            let (name, who) = (self.names[who], who as u32);
            if name == 0 {
                continue;
            }
            if let Some(door) = door(line) {
                self.marks.push((mark(&("door", name, door)), who));
            }
            let begins: String = folded(line).chars().take(12).collect();
            self.marks.push((mark(&("road", name, begins)), who));
        }

        Ok((rows.last().map(|it| it.0), rows.len()))
    }

    fn machines(&mut self, session: &Session<'_>) -> Result<(Option<Uuid>, usize), Error> {
        let rows = session.serials_after(self.after, ROWS)?;
        for (_, customer, written) in &rows {
            let Some(serial) = written.as_deref().and_then(serial) else { continue };
            let Ok(who) = self.people.binary_search(customer) else { continue };
            self.marks.push((mark(&("serial", serial)), who as u32));
        }

        Ok((rows.last().map(|it| it.0), rows.len()))
    }

    /// Who is to be compared with whom: those first who share most.
    fn pairs(mut self, apart: &[(SamenessId, [CustomerId; 2])]) -> Vec<[CustomerId; 2]> {
        self.marks.sort_unstable();
        self.marks.dedup();
        let mut shared: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for group in self.marks.chunk_by(|one, other| one.0 == other.0) {
            if !(2..=SHARED).contains(&group.len()) {
                continue;
            }
            for (at, (_, one)) in group.iter().enumerate() {
                for (_, other) in &group[at + 1..] {
                    *shared.entry((*one, *other)).or_default() += 1;
                }
            }
        }
        let apart: BTreeSet<[CustomerId; 2]> =
            apart.iter().map(|(_, pair)| sorted(*pair)).collect();
        let mut pairs: Vec<((u32, u32), u32)> = shared.into_iter().collect();
        pairs.sort_by_key(|(pair, count)| std::cmp::Reverse((*count, *pair)));
        let named = |who: u32| CustomerId(self.people[who as usize]);

        pairs
            .into_iter()
            .map(|((one, other), _)| [named(one), named(other)])
            .filter(|pair| !apart.contains(&sorted(*pair)))
            // One more says that there are more.
            .take(COMPARED + 1)
            .collect()
    }
}

fn mark(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);

    hasher.finish()
}
