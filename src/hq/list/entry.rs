//! What a list is made of: how an entry is written into a line, and read out of one.

use domain::{Currency, Record};
use locale::Locale;

use super::cell::Words;
use super::sheet::Line;
use super::{Column, Why, Wrong};

/// What a line makes of an entry.
pub(super) enum Reading<E> {
    /// It is to be like this.
    As(E),
    /// It is to be taken away.
    Gone,
    /// The line says nothing.
    Nothing,
}

/// One entry of a list.
pub(super) trait Entry: Record + Clone + PartialEq + Send + 'static {
    /// The columns of its table.
    const COLUMNS: &'static [Column];
    /// Those that say what a line is about.
    const KEY: &'static [Column];
    /// Headquarters' deed that writes the list.
    const DEED: &'static str;

    /// What it is about. No two entries share it.
    fn key(&self) -> String;

    /// What a line is about.
    fn key_of(line: &Line, words: &Words) -> Result<String, Wrong>;

    /// Where it stands in the list.
    fn place(&self) -> (Option<usize>, Option<usize>, String);

    /// What it is called.
    fn title(&self, locale: &Locale) -> String;

    /// What stands in a column.
    fn cell(&self, column: Column, currency: Currency, locale: &Locale) -> String;

    /// What a line makes of it, or of nothing. All that is wrong is added to `wrong`.
    fn read(line: &Line, known: Option<&Self>, reader: &mut Reader<'_>) -> Reading<Self>;

    /// The entry as it would be written down today.
    fn sound(self) -> Result<Self, domain::Flaw>;

    /// The column that cannot be like this once anything was done with the entry.
    fn fixed_once_used(&self, _after: &Self) -> Option<Column> {
        None
    }

    /// Whether an entry that anything was done with stays.
    const KEPT_ONCE_USED: bool = false;

    /// Words that no two entries share.
    fn words(&self) -> Vec<(Column, String)> {
        Vec::new()
    }
}

/// Reads the cells of lines, and keeps what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words,
    pub(super) currency: Currency,
    pub(super) wrong: Vec<Wrong>,
}

impl Reader<'_> {
    /// What a cell is read as; where it cannot be, what was wrong is kept.
    pub(super) fn take<T>(
        &mut self,
        (line, column): (&Line, Column),
        read: impl FnOnce(&str, &Words) -> Result<T, Why>,
    ) -> Option<T> {
        match read(line.text(column), self.words) {
            Ok(value) => Some(value),
            Err(why) => {
                self.wrong.push(line.wrong(column, why));
                None
            }
        }
    }

    /// The same, where a table without the column leaves it as it is.
    pub(super) fn take_or<T>(
        &mut self,
        at: (&Line, Column),
        kept: Option<T>,
        read: impl FnOnce(&str, &Words) -> Result<T, Why>,
    ) -> Option<T> {
        match kept {
            Some(kept) if at.0.cell(at.1).is_none() => Some(kept),
            _ => self.take(at, read),
        }
    }

    /// Whether a line says that its entry is to be taken away.
    pub(super) fn is_retired(&mut self, line: &Line) -> bool {
        self.take((line, Column::Retired), |text, words| words.truth(text)) == Some(true)
    }
}
