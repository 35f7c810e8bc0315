//! Pairs as they were found, and what became of each since: here, at another desk, or by being undone.

use domain::{CustomerId, SamenessId};
use engine::{Alike, Between, Suspect, Suspects as Found};

/// What was found, the likeliest first.
pub struct List {
    rows: Vec<Row>,
    /// The places of those that may be one, and of those that are not.
    pages: [Vec<usize>; 2],
    /// How many more of each there are that are not shown.
    more: [usize; 2],
    /// How many files were looked at.
    pub files: usize,
    /// Whether there may be still more.
    is_cut: bool,
}

struct Row {
    pair: Suspect,
    between: Between,
}

impl Row {
    fn ids(&self) -> [CustomerId; 2] {
        [self.pair.one.customer, self.pair.other.customer]
    }
}

impl List {
    pub fn new(found: Found) -> Self {
        let more = [
            found.total.saturating_sub(found.pairs.len()),
            found.total_apart.saturating_sub(found.apart.len()),
        ];
        let open = found.pairs.into_iter().map(|pair| Row { pair, between: Between::Open });
        let apart = found.apart.into_iter().map(|(id, [one, other])| Row {
            pair: Suspect { one, other },
            between: Between::Apart(id),
        });
        let rows = open.chain(apart).collect();
        let (files, is_cut) = (found.files, found.is_cut);
        let mut list = Self { rows, pages: Default::default(), more, files, is_cut };
        list.turn();

        list
    }

    /// How many rows a page has.
    pub fn rows(&self, apart: bool) -> usize {
        self.pages[usize::from(apart)].len()
    }

    /// How many there are in all.
    pub fn total(&self, apart: bool) -> usize {
        self.rows(apart) + self.more[usize::from(apart)]
    }

    /// Whether there are, or may be, more than are shown.
    pub fn is_part(&self, apart: bool) -> bool {
        self.more[usize::from(apart)] > 0 || (self.is_cut && !apart)
    }

    /// Both sides of a row.
    pub fn pair(&self, apart: bool, row: usize) -> Option<[&Alike; 2]> {
        let row = self.row(apart, row)?;

        Some([&row.pair.one, &row.pair.other])
    }

    /// Whose files a row is about.
    pub fn ids(&self, apart: bool, row: usize) -> Option<[CustomerId; 2]> {
        self.row(apart, row).map(Row::ids)
    }

    /// What says that the two of a row are not of one person.
    pub fn fact(&self, row: usize) -> Option<SamenessId> {
        match self.row(true, row)?.between {
            Between::Apart(id) => Some(id),
            Between::Open | Between::Settled => None,
        }
    }

    /// Where two files stand on a page.
    pub fn place_of(&self, apart: bool, ids: [CustomerId; 2]) -> Option<usize> {
        (0..self.rows(apart)).find(|row| self.ids(apart, *row) == Some(ids))
    }

    /// All pairs, those that were settled too.
    pub fn all(&self) -> Vec<[CustomerId; 2]> {
        self.rows.iter().map(Row::ids).collect()
    }

    /// What is known of pairs by now.
    pub fn learn(&mut self, known: impl IntoIterator<Item = ([CustomerId; 2], Between)>) {
        for (ids, between) in known {
            let Some(at) = self.rows.iter().position(|row| row.ids() == ids) else { continue };
            let was = std::mem::replace(&mut self.rows[at].between, between);
            // Who is suspected again is seen at once.
            if matches!((was, between), (Between::Apart(_), Between::Open)) {
                let row = self.rows.remove(at);
                self.rows.insert(0, row);
            }
        }
        self.turn();
    }

    fn row(&self, apart: bool, row: usize) -> Option<&Row> {
        self.rows.get(*self.pages[usize::from(apart)].get(row)?)
    }

    fn turn(&mut self) {
        let places = |is: fn(Between) -> bool| {
            let rows = self.rows.iter().enumerate().filter(|(_, row)| is(row.between));
            rows.map(|(at, _)| at).collect()
        };
        self.pages = [
            places(|between| between == Between::Open),
            places(|between| matches!(between, Between::Apart(_))),
        ];
    }
}
