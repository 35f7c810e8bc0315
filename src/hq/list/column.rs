//! The columns of the tables, and what they are called.

use locale::{Language, Locale};
use serde::Serialize;

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// A part's number.
    Number,
    /// What a scanner reads of it, where that is something else.
    Barcode,
    /// What it is.
    Name,
    /// What it is counted in.
    Unit,
    /// What one costs.
    Price,
    /// What prices are in.
    Currency,
    /// The machines it fits.
    Fits,
    /// Whether each piece has a serial number.
    Serialised,
    /// Whether it is taken away.
    Retired,
    /// A kind of work.
    Work,
    /// A kind of machine; none means any.
    Machine,
    /// What work costs.
    Labour,
    /// What the way costs.
    Trip,
    /// What a remote area costs on top.
    Remote,
    /// A brand; none means any.
    Brand,
    /// The day from which months count.
    Basis,
    /// Months of free parts.
    PartsMonths,
    /// Months of free work.
    LabourMonths,
    /// Months of the way free.
    TripMonths,
}

impl Column {
    /// All of all tables.
    pub const ALL: [Self; 19] = [
        Self::Number,
        Self::Barcode,
        Self::Name,
        Self::Unit,
        Self::Price,
        Self::Currency,
        Self::Fits,
        Self::Serialised,
        Self::Retired,
        Self::Work,
        Self::Machine,
        Self::Labour,
        Self::Trip,
        Self::Remote,
        Self::Brand,
        Self::Basis,
        Self::PartsMonths,
        Self::LabourMonths,
        Self::TripMonths,
    ];

    /// What stands above it.
    pub fn word(self, locale: &Locale) -> String {
        match self {
            Self::Number => locale.hq_column_number(),
            Self::Barcode => locale.hq_column_barcode(),
            Self::Name => locale.hq_column_name(),
            Self::Unit => locale.hq_column_unit(),
            Self::Price => locale.hq_column_price(),
            Self::Currency => locale.hq_column_currency(),
            Self::Fits => locale.hq_column_fits(),
            Self::Serialised => locale.hq_column_serialised(),
            Self::Retired => locale.hq_column_retired(),
            Self::Work => locale.hq_column_work(),
            Self::Machine => locale.hq_column_machine(),
            Self::Labour => locale.hq_column_labour(),
            Self::Trip => locale.hq_column_trip(),
            Self::Remote => locale.hq_column_remote(),
            Self::Brand => locale.hq_column_brand(),
            Self::Basis => locale.hq_column_basis(),
            Self::PartsMonths => locale.hq_column_parts_months(),
            Self::LabourMonths => locale.hq_column_labour_months(),
            Self::TripMonths => locale.hq_column_trip_months(),
        }
    }

    /// The column of these that a header means, in whatever language.
    pub(super) fn of_header(header: &str, columns: &[Self], locales: &[Locale; 3]) -> Option<Self> {
        let header = folded(header);
        let called = |column: &Self| {
            locales.iter().any(|locale| folded(&column.word(locale)) == header)
                || (*column == Self::Number && NUMBER_ELSEWHERE.contains(&header.as_str()))
        };

        columns.iter().copied().find(called)
    }
}

/// What other tables, and ours of before, call a part's number.
const NUMBER_ELSEWHERE: [&str; 6] =
    ["件号", "件號", "part no", "part no.", "part number", "配件编号"];

/// All languages.
pub(super) fn languages() -> [Locale; 3] {
    Language::ALL.map(Locale::new)
}

/// A word as it is compared.
pub(super) fn folded(word: &str) -> String {
    word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
