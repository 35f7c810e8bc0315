//! The job sheet: the paper for one visit, filled in by the technician and typed in by the clerk.

mod by_hand;
mod head;
mod known;

use serde::{Deserialize, Serialize};

use crate::flow::{Flow, Frame, Scale};
use crate::layout::Size;
use crate::office::Office;
use crate::page::{Area, MM};
use crate::paper::Paper;
use crate::press::{Part, Press};

/// Everything on a job sheet, in words: what is kept to print it again years later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct JobSheet {
    /// Whose sheet it is.
    pub office: Office,
    /// The order's number, also printed as bar code and QR code.
    pub number: String,
    /// The first printing is 1. Every later one is marked as a reprint with its own number, one less.
    pub copy: u32,
    /// When it was printed.
    pub printed: String,
    /// What is to be done, and how urgently: `Repair`, `Installation · VIP`.
    pub kind: String,
    /// The time promised to the customer.
    pub appointment: String,
    /// Who goes.
    pub technician: String,
    /// To whom.
    pub customer: Customer,
    /// To which machine.
    pub machine: Machine,
    /// Why.
    pub fault: Fault,
    /// What the customer was told it costs; may be empty.
    pub quote: String,
    /// The last visits to this machine, one on a line.
    pub history: Vec<String>,
    /// What the technician measures: names with their units.
    pub readings: Vec<String>,
    /// What was taken along for the job.
    pub parts: Vec<SheetPart>,
    /// What may be charged, with the price and who pays it.
    pub charges: Vec<SheetCharge>,
    /// What the customer will pay when the work is finished, parts aside; may be empty.
    pub due: String,
}

/// The person visited.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    /// As it is addressed.
    pub name: String,
    /// All numbers, the best first.
    pub phones: Vec<String>,
    /// On one line, however long.
    pub address: String,
    /// What to know before ringing the bell.
    pub note: String,
}

/// The machine the visit is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Machine {
    /// What kind of machine.
    pub category: String,
    /// Who made it.
    pub brand: String,
    /// As on its plate.
    pub model: String,
    /// As on its plate.
    pub serial: String,
    /// When it was bought.
    pub purchased: String,
    /// When it was installed.
    pub installed: String,
    /// In or out of warranty, or partly.
    pub verdict: String,
    /// Why that is the verdict.
    pub reason: String,
}

/// What the customer reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fault {
    /// The code chosen at intake.
    pub code: String,
    /// Its words.
    pub words: String,
    /// What the customer said.
    pub description: String,
}

/// A part taken along.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetPart {
    /// As in the catalogue.
    pub number: String,
    /// As in the catalogue.
    pub name: String,
    /// How many, with their unit.
    pub quantity: String,
}

/// What is charged for one kind of thing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetCharge {
    /// What for.
    pub name: String,
    /// What it costs; empty if it depends, or where somebody else pays.
    pub price: String,
    /// Who pays; may be empty.
    pub payer: String,
}

/// The paper a job sheet is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// 210 × 297 mm, upright.
    #[default]
    A4,
    /// 210 × 148 mm, lying: half an A4, as copy printers take it.
    A5,
}

impl Format {
    fn frame(self, running: String) -> Frame {
        let (height, margin, foot) = match self {
            Self::A4 => (297.0, 11.0, 12.5),
            Self::A5 => (148.5, 6.5, 9.0),
        };
        let body = Area {
            x: margin * MM,
            y: (margin - 2.0) * MM,
            width: (210.0 - 2.0 * margin) * MM,
            height: (height - margin + 2.0 - foot) * MM,
        };

        Frame { size: Size { width: 210.0 * MM, height: height * MM }, body, running }
    }

    fn scale(self) -> Scale {
        match self {
            Self::A4 => Scale {
                value: 9.5,
                label: 7.2,
                row: 8.2 * MM,
                hand: 9.0 * MM,
                pad: 4.0,
                strip: 15.0 * MM,
                gap: 1.4 * MM,
                beside: false,
            },
            Self::A5 => Scale {
                value: 8.0,
                label: 6.6,
                row: 4.8 * MM,
                hand: 5.8 * MM,
                pad: 2.2,
                strip: 11.0 * MM,
                gap: 0.6 * MM,
                beside: true,
            },
        }
    }
}

impl Press<'_> {
    /// Job sheets one after another, each with its own page count.
    pub fn job_sheets(&self, sheets: &[JobSheet], format: Format) -> Paper {
        self.paper(self.title_of(sheets), sheets.iter().map(|sheet| self.job_sheet(sheet, format)))
    }

    /// The same for many. Before each sheet `goes_on` hears how many are made, and says whether to make it; none where
    /// it did not.
    pub fn job_sheets_while(
        &self,
        sheets: &[JobSheet],
        format: Format,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> Option<Paper> {
        let mut stopped = false;
        let made = sheets.iter().enumerate().map_while(|(at, sheet)| {
            stopped = !goes_on(at);
            (!stopped).then(|| self.job_sheet(sheet, format))
        });
        let paper = self.paper(self.title_of(sheets), made);

        (!stopped).then_some(paper)
    }

    fn title_of(&self, sheets: &[JobSheet]) -> String {
        match sheets {
            [sheet] => format!("{} {}", self.locale.paper_job_sheet(), sheet.number),
            _ => self.locale.paper_job_sheets(),
        }
    }

    pub(crate) fn job_sheet(&self, sheet: &JobSheet, format: Format) -> Part {
        let draft = Draft { press: self, sheet, format };
        let title = format!("{} {}", sheet.number, sheet.customer.name);

        Part { title, pages: draft.pages() }
    }
}

/// A sheet being laid out.
struct Draft<'a> {
    press: &'a Press<'a>,
    sheet: &'a JobSheet,
    format: Format,
}

/// More empty rows or more room for remarks than this helps nobody.
const MOST_EXTRA_ROWS: f32 = 7.0;
const MOST_EXTRA_REMARKS: f32 = 24.0 * MM;

/// Empty rows of the parts table at least, and height of the remarks at least.
#[derive(Clone, Copy)]
struct Slack {
    rows: usize,
    remarks: f32,
}

impl<'a> Draft<'a> {
    /// The sheet with all the room of its last page given to the technician's pen.
    fn pages(&self) -> Vec<crate::page::Page> {
        let (least, flow) = self.tightest();
        let (count, room, row) = (flow.layout.page_count(), flow.room(), self.part_row());
        let shared = if self.is_small() { room } else { room * 0.7 };
        let rows = (shared / row).floor().clamp(0.0, MOST_EXTRA_ROWS);
        let most = if self.is_small() { 4.0 * MM } else { MOST_EXTRA_REMARKS };
        let rest = (room - rows * row - 1.0).clamp(0.0, most);
        let remarks = least.remarks + rest;
        let better = self.fill(Slack { rows: least.rows + rows as usize, remarks });

        let flow = if better.layout.page_count() > count { self.fill(least) } else { better };
        flow.finish(|layout, page, pages| head::margin(self, layout, (page, pages)))
    }

    fn is_small(&self) -> bool {
        self.format == Format::A5
    }

    /// The roomiest that needs one page; of what needs more, the roomiest.
    fn tightest(&self) -> (Slack, Flow<'a>) {
        let [usual, tighter @ ..] = self.leasts();
        let flow = self.fill(usual);
        if flow.layout.page_count() == 1 {
            return (usual, flow);
        }
        let on_one_page = tighter
            .into_iter()
            .map(|slack| (slack, self.fill(slack)))
            .find(|(_, flow)| flow.layout.page_count() == 1);

        on_one_page.unwrap_or((usual, flow))
    }

    /// What the pen needs at least, the usual first.
    fn leasts(&self) -> [Slack; 3] {
        let parts = self.sheet.parts.len();
        let slack = |rows: usize, fewest: usize, remarks: f32| Slack {
            rows: rows.saturating_sub(parts).max(fewest),
            remarks: remarks * MM,
        };
        match self.format {
            Format::A4 => [slack(4, 2, 11.0), slack(3, 1, 11.0), slack(1, 1, 8.0)],
            Format::A5 => [slack(2, 0, 5.8), slack(1, 0, 5.8), slack(1, 0, 4.4)],
        }
    }

    /// Height of a row of the parts table.
    fn part_row(&self) -> f32 {
        match self.format {
            Format::A4 => 7.6 * MM,
            Format::A5 => 5.4 * MM,
        }
    }

    fn fill(&self, slack: Slack) -> Flow<'a> {
        let running = self.press.locale.paper_continued(&self.sheet.number);
        let frame = self.format.frame(running);
        let mut flow = Flow::new(&self.press.typesetter, frame, self.format.scale());

        head::draw(self, &mut flow);
        known::draw(self, &mut flow);
        by_hand::draw(self, &mut flow, slack);
        flow
    }
}

#[cfg(test)]
pub(crate) mod testing;
