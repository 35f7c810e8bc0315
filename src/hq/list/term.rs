//! What makers promise, by machine and brand.

use domain::{Category, Currency, Flaw, Term};
use locale::Locale;

use super::cell::{Words, basis, machine, read_months};
use super::entry::{Entry, Reader, Reading};
use super::sheet::Line;
use super::{Column, Wrong};

/// Parts, work and the way.
const MONTHS: [Column; 3] = [Column::PartsMonths, Column::LabourMonths, Column::TripMonths];

impl Entry for Term {
    const COLUMNS: &'static [Column] = &[
        Column::Machine,
        Column::Brand,
        Column::Basis,
        Column::PartsMonths,
        Column::LabourMonths,
        Column::TripMonths,
        Column::Retired,
    ];
    const KEY: &'static [Column] = &[Column::Machine, Column::Brand];
    const DEED: &'static str = "set_terms";

    fn key(&self) -> String {
        key(&self.about())
    }

    fn key_of(line: &Line, words: &Words) -> Result<String, Wrong> {
        let machine = words.machine(line.text(Column::Machine));
        let machine = machine.map_err(|why| line.wrong(Column::Machine, why))?;
        let brand: Vec<_> = line.text(Column::Brand).split_whitespace().collect();

        Ok(key(&(machine, brand.join(" ").to_lowercase())))
    }

    fn place(&self) -> (Option<usize>, Option<usize>, String) {
        let machine = Category::ALL.iter().position(|it| Some(*it) == self.category);

        (machine, None, self.brand.clone().unwrap_or_default())
    }

    fn title(&self, locale: &Locale) -> String {
        let machine = machine(self.category, locale);

        self.brand.as_ref().map_or_else(|| machine.clone(), |brand| format!("{machine} · {brand}"))
    }

    fn cell(&self, column: Column, _: Currency, locale: &Locale) -> String {
        match column {
            Column::Machine => machine(self.category, locale),
            Column::Brand => self.brand.clone().unwrap_or_default(),
            Column::Basis => basis(self.basis, locale),
            Column::PartsMonths => self.parts_months.to_string(),
            Column::LabourMonths => self.labour_months.to_string(),
            Column::TripMonths => self.trip_months.to_string(),
            _ => String::new(),
        }
    }

    fn read(line: &Line, known: Option<&Self>, reader: &mut Reader<'_>) -> Reading<Self> {
        if reader.is_retired(line) {
            return Reading::Gone;
        }
        let before = reader.wrong.len();
        let category = reader.words.machine(line.text(Column::Machine)).unwrap_or_default();
        let basis =
            reader.take_or((line, Column::Basis), known.map(|it| it.basis), |text, words| {
                words.basis(text)
            });
        let kept = known.map(|it| [it.parts_months, it.labour_months, it.trip_months]);
        let mut months = [0; 3];
        for (index, column) in MONTHS.into_iter().enumerate() {
            let kept = kept.map(|kept| kept[index]);
            let read = reader.take_or((line, column), kept, |text, _| read_months(text));
            months[index] = read.unwrap_or_default();
        }
        let Some(basis) = basis.filter(|_| reader.wrong.len() == before) else {
            return Reading::Nothing;
        };
        let [parts_months, labour_months, trip_months] = months;
        let brand = Some(line.text(Column::Brand).to_owned());
        let term = Self { brand, category, basis, parts_months, labour_months, trip_months };
        match Self::sound(term) {
            Ok(term) => Reading::As(term),
            Err(Flaw { field, why }) => {
                let longest = (0..3).max_by_key(|index| months[*index]).unwrap_or_default();
                let column = if field == "brand" { Column::Brand } else { MONTHS[longest] };
                reader.wrong.push(line.wrong(column, why.into()));
                Reading::Nothing
            }
        }
    }

    fn sound(self) -> Result<Self, Flaw> {
        Self::sound(self)
    }
}

fn key((machine, brand): &(Option<Category>, String)) -> String {
    format!("{machine:?} {brand}")
}
