//! Parts, by their numbers.

use domain::{Currency, Flaw, Part};
use locale::Locale;

use super::cell::{Words, check_currency, price, read_price};
use super::entry::{Entry, Reader, Reading};
use super::sheet::Line;
use super::{Column, Why, Wrong};

impl Entry for Part {
    const COLUMNS: &'static [Column] = &[
        Column::Number,
        Column::Name,
        Column::Unit,
        Column::Price,
        Column::Currency,
        Column::Fits,
        Column::Serialised,
        Column::Barcode,
        Column::Retired,
    ];
    const KEY: &'static [Column] = &[Column::Number];
    const DEED: &'static str = "write_parts";
    const KEPT_ONCE_USED: bool = true;

    fn key(&self) -> String {
        self.number.trim().to_ascii_lowercase()
    }

    fn key_of(line: &Line, _: &Words) -> Result<String, Wrong> {
        match line.text(Column::Number) {
            "" => Err(line.wrong(Column::Number, Why::Missing)),
            number => {
                let number: Vec<_> = number.split_whitespace().collect();
                Ok(number.join(" ").to_ascii_lowercase())
            }
        }
    }

    fn place(&self) -> (Option<usize>, Option<usize>, String) {
        (None, None, self.number.clone())
    }

    fn title(&self, _: &Locale) -> String {
        format!("{} {}", self.number, self.name)
    }

    fn cell(&self, column: Column, currency: Currency, locale: &Locale) -> String {
        match column {
            Column::Number => self.number.clone(),
            Column::Barcode => self.barcode.clone().unwrap_or_default(),
            Column::Name => self.name.clone(),
            Column::Unit => self.unit.clone(),
            Column::Price => price(self.price_in(currency)),
            Column::Currency => currency.code().to_owned(),
            Column::Fits => {
                let fits: Vec<_> = self.fits.iter().map(|it| locale.category(*it)).collect();
                fits.join("; ")
            }
            Column::Serialised if self.serialised => locale.action_yes(),
            _ => String::new(),
        }
    }

    fn read(line: &Line, known: Option<&Self>, reader: &mut Reader<'_>) -> Reading<Self> {
        if reader.is_retired(line) {
            return Reading::Gone;
        }
        let before = reader.wrong.len();
        let text = |column, kept: Option<&String>| match (line.cell(column), kept) {
            (None, Some(kept)) => kept.clone(),
            (cell, _) => cell.unwrap_or_default().to_owned(),
        };
        let barcode = text(Column::Barcode, known.and_then(|it| it.barcode.as_ref()));
        let fits =
            reader.take_or((line, Column::Fits), known.map(|it| it.fits.clone()), |text, words| {
                words.several(text)
            });
        let kept = known.map(|it| it.serialised);
        let serialised =
            reader.take_or((line, Column::Serialised), kept, |text, words| words.truth(text));
        let part = Self {
            number: text(Column::Number, None),
            barcode: Some(barcode),
            name: text(Column::Name, known.map(|it| &it.name)),
            unit: text(Column::Unit, known.map(|it| &it.unit)),
            price: read_its_price(line, known, reader),
            fits: fits.unwrap_or_default(),
            serialised: serialised.unwrap_or_default(),
        };
        match part.sound() {
            Ok(part) if reader.wrong.len() == before => Reading::As(part),
            Ok(_) => Reading::Nothing,
            Err(Flaw { field, why }) => {
                let column = match field {
                    "number" => Column::Number,
                    "name" => Column::Name,
                    "unit" => Column::Unit,
                    _ => Column::Barcode,
                };
                reader.wrong.push(line.wrong(column, why.into()));
                Reading::Nothing
            }
        }
    }

    fn sound(self) -> Result<Self, Flaw> {
        Self::sound(self)
    }

    fn fixed_once_used(&self, after: &Self) -> Option<Column> {
        (after.serialised && !self.serialised).then_some(Column::Serialised)
    }

    fn words(&self) -> Vec<(Column, String)> {
        let barcode = self.barcode.as_ref().map(|it| (Column::Barcode, it.to_ascii_lowercase()));

        [(Column::Number, self.number.to_ascii_lowercase())].into_iter().chain(barcode).collect()
    }
}

/// An empty cell means that nobody knows the price in the currency of the books; one in another currency stays then, for
/// nobody knew it before either.
fn read_its_price(
    line: &Line,
    known: Option<&Part>,
    reader: &mut Reader<'_>,
) -> Option<domain::Money> {
    let (currency, kept) = (reader.currency, known.and_then(|it| it.price));
    if line.cell(Column::Price).is_none() {
        return kept;
    }
    let price = reader.take((line, Column::Price), |text, _| read_price(text, currency))?;
    if price.is_some() {
        reader.take((line, Column::Currency), |text, _| check_currency(text, currency))?;
    }

    price.or(kept.filter(|kept| kept.currency != currency))
}
