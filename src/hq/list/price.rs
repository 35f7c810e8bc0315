//! Prices of work, by the work and the machine.

use domain::{Category, Currency, Flaw, Money, OrderKind, Tariff};
use locale::Locale;

use super::cell::{Words, check_currency, machine, price, read_price};
use super::entry::{Entry, Reader, Reading};
use super::sheet::Line;
use super::{Column, Why, Wrong};

/// Labour, trip and remote area.
const PRICES: [Column; 3] = [Column::Labour, Column::Trip, Column::Remote];

impl Entry for Tariff {
    const COLUMNS: &'static [Column] = &[
        Column::Work,
        Column::Machine,
        Column::Labour,
        Column::Trip,
        Column::Remote,
        Column::Currency,
    ];
    const KEY: &'static [Column] = &[Column::Work, Column::Machine, Column::Labour];
    const DEED: &'static str = "set_prices";

    fn key(&self) -> String {
        key(self.kind, self.category)
    }

    fn key_of(line: &Line, words: &Words) -> Result<String, Wrong> {
        let (work, machine) = about(line, words)?;

        Ok(key(work, machine))
    }

    fn place(&self) -> (Option<usize>, Option<usize>, String) {
        let work = OrderKind::ALL.iter().position(|it| *it == self.kind);
        let machine = Category::ALL.iter().position(|it| Some(*it) == self.category);

        (work, machine, String::new())
    }

    fn title(&self, locale: &Locale) -> String {
        format!("{} · {}", locale.order_kind(self.kind), machine(self.category, locale))
    }

    fn cell(&self, column: Column, currency: Currency, locale: &Locale) -> String {
        let known = |amount: Money| price(self.is_in(currency).then_some(amount));
        match column {
            Column::Work => locale.order_kind(self.kind),
            Column::Machine => machine(self.category, locale),
            Column::Labour => known(self.labour),
            Column::Trip => known(self.trip),
            Column::Remote => known(self.remote),
            Column::Currency => currency.code().to_owned(),
            _ => String::new(),
        }
    }

    /// Nothing at all: then nobody knows what it costs. Else the work has a price; an empty fee is none.
    fn read(line: &Line, known: Option<&Self>, reader: &mut Reader<'_>) -> Reading<Self> {
        let Ok((kind, category)) = about(line, reader.words) else { return Reading::Nothing };
        let (before, currency) = (reader.wrong.len(), reader.currency);
        let known = known.filter(|it| it.is_in(currency));
        if PRICES.iter().all(|column| line.text(*column).is_empty()) {
            return if known.is_some() { Reading::Gone } else { Reading::Nothing };
        }
        reader.take((line, Column::Currency), |text, _| check_currency(text, currency));
        let kept = known.map(|it| [it.labour, it.trip, it.remote]);
        let free = Money::zero(currency);
        let mut prices = [free; 3];
        for (index, column) in PRICES.into_iter().enumerate() {
            if line.cell(column).is_none() {
                prices[index] = kept.map_or(free, |kept| kept[index]);
                continue;
            }
            // Where no trip or remote fee is written, none is charged; work without a price is nobody's price.
            let unwritten = (column != Column::Labour).then_some(free);
            let read = reader.take((line, column), |text, _| {
                read_price(text, currency)?.or(unwritten).ok_or(Why::Missing)
            });
            prices[index] = read.unwrap_or(free);
        }
        if reader.wrong.len() > before {
            return Reading::Nothing;
        }
        let [labour, trip, remote] = prices;

        Reading::As(Self { category, kind, labour, trip, remote })
    }

    fn sound(self) -> Result<Self, Flaw> {
        Ok(self)
    }
}

fn about(line: &Line, words: &Words) -> Result<(OrderKind, Option<Category>), Wrong> {
    let work = words.work(line.text(Column::Work));
    let work = work.map_err(|why| line.wrong(Column::Work, why))?;
    let machine = words.machine(line.text(Column::Machine));

    Ok((work, machine.map_err(|why| line.wrong(Column::Machine, why))?))
}

fn key(work: OrderKind, machine: Option<Category>) -> String {
    format!("{work:?} {machine:?}")
}
