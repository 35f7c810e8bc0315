//! What is on paper: words in, pages out, and their PDF.
//!
//! A [`Press`] of one language turns plain structs ([`JobSheet`] …) into a [`Paper`]: a display list
//! that a screen paints as preview and [`Paper::to_pdf`] writes. Nothing here reads a clock or a
//! database; the only file read is the rare font, when a character needs it.

mod barcode;
mod flow;
mod form;
mod job_sheet;
mod layout;
mod letter;
mod list;
mod office;
mod page;
mod paper;
mod pdf;
mod press;
mod run;
mod table;
mod text;

#[cfg(test)]
mod testing;

pub use job_sheet::{Customer, Fault, Format, JobSheet, Machine, SheetCharge, SheetPart};
pub use letter::{Letter, Window};
pub use list::{List, ListColumn};
pub use office::Office;
pub use page::{Area, Face, Glyph, Ink, Item, MM, Page, Picture, Point, Run, Stroke};
pub use paper::{Bookmark, Paper};
pub use pdf::{Error, Pdf, Writer};
pub use press::Press;
pub use run::{Finished, Progress, Watch};
