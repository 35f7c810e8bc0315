//! What comes from a spreadsheet, and goes back.
//!
//! A [`Table`] is opened from a workbook, or a file of any common encoding and separator, and read line by line, in bounded memory; a bad line is
//! a [`LineProblem`] beside its number and never ends the run. A [`Mapping`] says which column fills which field; bound to a
//! table's headers it turns each [`Line`] into a [`Record`] of typed values, or names every field that would not fit. What was
//! refused goes back to its owner in an [`ErrorFile`] that the same mapping can read again once it is corrected.
//!
//! This crate knows neither the database nor the records of the trade: the caller says which fields there are.

mod bound;
mod date;
mod delimited;
mod encoding;
mod error_file;
mod field;
mod formula;
mod guess;
mod head;
mod heading;
mod likeness;
mod line;
mod list_file;
mod mapping;
mod number;
mod phone;
mod separator;
mod stream;
mod table;
mod value;
pub mod vocabulary;
mod workbook;
mod writer;

pub use bound::Bound;
pub use date::{day_by, day_in, order_of_days};
pub use encoding::Encoding;
pub use error_file::ErrorFile;
pub use field::{Field, Kind};
pub use guess::guess;
pub use heading::fingerprint;
pub use likeness::LooksLike;
pub use line::{Cells, Line, LineFault, LineProblem};
pub use list_file::{Figure, ListFile};
pub use mapping::{Assignment, Mapping, MappingFault, Source, Transform, ValueMap};
pub use number::{integer, money};
pub use separator::Separator;
pub use table::{Limits, OpenError, Options, Progress, Sheet, Table, is_called_workbook};
pub use value::{FieldFault, FieldProblem, Record, Value};
pub use writer::CsvWriter;
