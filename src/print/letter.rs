//! Letters whose address shows in an envelope's window.

mod body;

use domain::Envelope;
use serde::{Deserialize, Serialize};

use crate::flow::{Flow, Frame, Scale};
use crate::layout::{Align, Layout, Measure, Paragraph, Size, Style};
use crate::office::Office;
use crate::page::{Area, Item, MM, Page, Point, Stroke};
use crate::paper::Paper;
use crate::press::{Part, Press};

/// A letter, in words: what is kept to print it again years later.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// Who writes.
    pub office: Office,
    /// Name and address as they show in the window, line by line. A long line is wrapped.
    pub recipient: Vec<String>,
    /// When it was written, in words.
    pub date: String,
    /// The order it is about; may be empty. It is also printed as bar code.
    pub reference: String,
    /// What kind of order that is, where the text names another one; printed before its number.
    pub reference_kind: String,
    /// What it is about.
    pub subject: String,
    /// How the reader is addressed; empty where the body begins with it.
    pub salutation: String,
    /// The text. A blank line divides paragraphs, `**` encloses what is bold, lines that begin with
    /// `- ` or a number and a full stop are lists.
    pub body: String,
    /// The closing words, a line each.
    pub closing: Vec<String>,
    /// Who signs, printed under the room for the signature.
    pub signature: String,
}

/// What an envelope's window shows of the sheet folded for it, however the sheet lies in the envelope, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// From the sheet's left edge.
    pub left: f32,
    /// From the sheet's top edge.
    pub top: f32,
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
    /// Between its edges and the address, at both sides.
    pub inset: f32,
    /// How far to the right and how far down it may show something if the sheet lies at the other edge: nothing else
    /// stands there.
    pub reach: (f32, f32),
    /// Where the sheet is folded first; the second fold is as far below it.
    pub fold: f32,
}

impl Window {
    /// DIN 5008 form B: the window of a DL or C6/5 envelope, 45 mm below the edge.
    pub const DIN_5008_B: Self = Self {
        left: 20.0,
        top: 45.0,
        width: 85.0,
        height: 45.0,
        inset: 5.0,
        reach: (110.0, 95.0),
        fold: 105.0,
    };
    /// 35 × 90 mm, 20 mm from the left and 18 mm from the foot of an envelope of 110 × 220 mm. Folded in thirds the
    /// sheet can slip by 11 mm.
    const UK: Self = Self {
        left: 20.0,
        top: 57.0,
        width: 80.0,
        height: 24.0,
        inset: 1.0,
        reach: (110.0, 92.0),
        fold: 99.0,
    };
    /// GB/T 22585-2008: 40 × 100 mm, 25 ± 2 mm from the left and 30 ± 1.5 mm from the top of 110 × 220 mm.
    const CHINA_DL: Self = Self {
        left: 27.0,
        top: 31.5,
        width: 86.0,
        height: 26.0,
        inset: 1.0,
        reach: (127.0, 71.5),
        fold: 105.0,
    };
    /// The same in an envelope of 120 × 230 mm, where the sheet can slip by 20 mm to the side.
    const CHINA_ZL: Self = Self { width: 76.0, height: 27.0, fold: 115.0, ..Self::CHINA_DL };
    /// 45 × 90 mm, 20 mm from the left and 15 mm from the foot of 110 × 220 mm, folded in thirds.
    const TAIWAN: Self = Self {
        left: 20.0,
        top: 50.0,
        width: 80.0,
        height: 34.0,
        inset: 1.0,
        reach: (110.0, 95.0),
        fold: 99.0,
    };

    /// What the window of such an envelope shows.
    pub fn of(envelope: Envelope) -> Self {
        match envelope {
            Envelope::Din => Self::DIN_5008_B,
            Envelope::Uk => Self::UK,
            Envelope::ChinaDl => Self::CHINA_DL,
            Envelope::ChinaZl => Self::CHINA_ZL,
            Envelope::Taiwan => Self::TAIWAN,
        }
    }

    /// Whether there is room for the sender above the address; else the letterhead and the envelope name them.
    fn names_sender(&self) -> bool {
        self.height >= 34.0
    }
}

impl Default for Window {
    fn default() -> Self {
        Self::DIN_5008_B
    }
}

const WIDTH: f32 = 210.0 * MM;
const HEIGHT: f32 = 297.0 * MM;
const LEFT: f32 = 25.0 * MM;
const RIGHT: f32 = 20.0 * MM;
const BOTTOM: f32 = 24.0 * MM;

/// The size of a letter's text and from one of its lines to the next.
const TEXT: f32 = 10.5;
const LEADING: f32 = 17.0;

impl Press<'_> {
    /// Letters one after another, each with its own page count.
    pub fn letters(&self, letters: &[Letter], window: Window) -> Paper {
        let title = match letters {
            [letter] => letter.subject.clone(),
            _ => self.locale.paper_letters(),
        };

        self.paper(title, letters.iter().map(|letter| self.letter(letter, window)))
    }

    pub(crate) fn letter(&self, letter: &Letter, window: Window) -> Part {
        let draft = Draft { press: self, letter, window };
        let name = letter.recipient.first().map_or("", String::as_str);
        let title = [letter.reference.as_str(), name].join(" ").trim().to_owned();

        Part { title, pages: draft.pages() }
    }
}

/// A letter being laid out.
struct Draft<'a> {
    press: &'a Press<'a>,
    letter: &'a Letter,
    window: Window,
}

impl Draft<'_> {
    fn pages(&self) -> Vec<Page> {
        let letter = self.letter;
        let mut flow = self.flow();

        self.letterhead(&mut flow.layout);
        self.fold_marks(&mut flow.layout);
        let address_end = self.address(&mut flow.layout);
        let information_end = self.information(&mut flow.layout);
        // 8.46 mm below the window the text begins; further down where an address is longer.
        let (window, beyond) = (self.window, self.window.reach.1);
        let window_end = (window.top + window.height + 8.46).max(beyond + 2.0) * MM;
        flow.skip(window_end.max(address_end).max(information_end) - flow.y());

        body::subject(&mut flow, &letter.subject);
        body::salutation(&mut flow, &letter.salutation);
        match self.signed_off() {
            Some(text) => {
                body::draw(&mut flow, &text);
                self.sender_and_date(&mut flow);
            }
            None => {
                // The day stands beside the window already.
                body::draw(&mut flow, without_end(&letter.body, &[letter.date.trim()]));
                self.signature(&mut flow);
            }
        }
        flow.finish(|layout, page, pages| self.foot(layout, (page, pages)))
    }

    fn flow(&self) -> Flow<'_> {
        let top = 24.0 * MM;
        let body =
            Area { x: LEFT, y: top, width: WIDTH - LEFT - RIGHT, height: HEIGHT - BOTTOM - top };
        let running = [self.letter.reference.as_str(), &self.letter.date].join("    ");
        let scale = Scale {
            value: TEXT,
            label: 8.0,
            row: LEADING,
            hand: LEADING,
            pad: 3.0,
            strip: 0.0,
            gap: LEADING * 0.4,
            beside: false,
        };
        let size = Size { width: WIDTH, height: HEIGHT };

        Flow::new(&self.press.typesetter, Frame { size, body, running }, scale)
    }

    /// The office at the top of the first page.
    fn letterhead(&self, layout: &mut Layout<'_>) {
        let office = &self.letter.office;
        let mut x = LEFT;
        if let Some(picture) = office.logo.as_ref().filter(|picture| picture.height > 0) {
            let height = 12.0 * MM;
            let width = height * picture.width as f32 / picture.height as f32;
            let area = Area { x, y: 9.5 * MM, width, height };
            layout.push(Item::Picture { area, picture: std::sync::Arc::clone(picture) });
            x += width + 3.0 * MM;
        }
        let measure = Measure::new(x, WIDTH - RIGHT - x);
        let line = [office.address.as_str(), office.phone.as_str()];
        let line: Vec<&str> = line.into_iter().filter(|words| !words.is_empty()).collect();

        layout.aligned(measure, 15.5 * MM, (Align::Left, Style::bold(15.0)), &office.name);
        let small = Style::regular(8.5);
        layout.aligned(measure, 20.5 * MM, (Align::Left, small), &line.join(" · "));
        layout.horizontal(23.0 * MM, Measure::new(LEFT, WIDTH - LEFT - RIGHT), 0.9);
    }

    /// Where to fold for the window, and where to punch.
    fn fold_marks(&self, layout: &mut Layout<'_>) {
        let fold = self.window.fold;
        for (y, length) in [(fold, 4.0), (148.5, 6.0), (2.0 * fold, 4.0)] {
            let from = Point { x: 4.0 * MM, y: y * MM };
            let to = Point { x: (4.0 + length) * MM, y: y * MM };
            layout.push(Item::Line { from, to, stroke: Stroke::black(0.3) });
        }
    }

    /// Sender's line and address, inside the window. Answers with the end of the address.
    fn address(&self, layout: &mut Layout<'_>) -> f32 {
        let Window { left, top, width, height, inset, .. } = self.window;
        let measure = Measure::new((left + inset) * MM, (width - 2.0 * inset) * MM);
        let line = self.sender_line(layout, measure);
        let room = (top + height - 1.5) * MM - line - 2.0 * MM;
        let how = self.address_size(layout, measure.width, room);
        let mut y = line + 2.0 * MM;
        for part in &self.letter.recipient {
            y = layout.paragraph(measure, y, how, part);
        }
        y + 3.0 * MM
    }

    /// The sender above the address, where there is room. Answers with the line below which the address begins.
    fn sender_line(&self, layout: &mut Layout<'_>, measure: Measure) -> f32 {
        let top = self.window.top;
        if !self.window.names_sender() {
            return (top - 1.5) * MM;
        }
        let office = &self.letter.office;
        let sender = [office.name.as_str(), office.address.as_str()];
        let sender: Vec<&str> = sender.into_iter().filter(|words| !words.is_empty()).collect();
        let line = (top + 5.5) * MM;

        layout.aligned(
            measure,
            line - 2.2,
            (Align::Left, Style::regular(6.8)),
            &sender.join(" · "),
        );
        layout.horizontal(line, measure, 0.3);

        line
    }

    /// The largest size at which the whole address shows in the window.
    fn address_size(&self, layout: &Layout<'_>, width: f32, room: f32) -> Paragraph {
        let paragraph = |size: f32| Paragraph {
            leading: size * 1.32,
            ..Paragraph::new(Style::regular(size), Align::Left)
        };
        let fits = |size: &f32| {
            let style = Style::regular(*size);
            let wrapped = (style.weight, *size);
            let lines: usize = self
                .letter
                .recipient
                .iter()
                .map(|part| layout.typesetter.wrap(wrapped, part, width, 0.0).len())
                .sum();
            lines as f32 * size * 1.32 <= room
        };

        paragraph([11.0, 10.0, 9.0, 8.0, 7.0].into_iter().find(fits).unwrap_or(6.0))
    }

    /// Date and reference at the right of the window. Answers with their end.
    fn information(&self, layout: &mut Layout<'_>) -> f32 {
        let locale = self.press.locale;
        let left = (self.window.reach.0 + 3.0).max(125.0) * MM;
        let measure = Measure::new(left, WIDTH - RIGHT - left);
        let mut y = (self.window.top + 5.5) * MM;
        let letter = self.letter;
        // A Chinese letter that ends with the day does not begin with it.
        let day = if self.signed_off().is_some() { "" } else { letter.date.as_str() };
        let reference = [letter.reference_kind.as_str(), letter.reference.as_str()].join(" ");
        let lines = [(locale.paper_date(), day), (locale.paper_order_number(), reference.trim())];

        for (label, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            layout.aligned(measure, y, (Align::Left, Style::regular(8.0)), label);
            y += 13.0;
            layout.aligned(measure, y, (Align::Left, Style::regular(TEXT)), value);
            y += 17.0;
        }
        if !letter.reference.is_empty() {
            let area = Area { x: measure.x, y: y - 8.0, width: 50.0 * MM, height: 8.0 * MM };
            layout.code128(area, &letter.reference);
            y += 10.0 * MM;
        }
        y
    }

    /// The text without the sender and the date at its end, where it is a Chinese letter that ends with them.
    fn signed_off(&self) -> Option<String> {
        let Letter { office, date, body, .. } = self.letter;
        let text = without_end(body, &[office.name.trim(), date.trim()]);
        let is_signed = text.len() < body.trim_end().len();

        (is_signed && self.press.locale.language().is_chinese()).then(|| text.to_owned())
    }

    /// 落款: the sender, room for hand and seal, who signs, the date, one below the other at the right.
    fn sender_and_date(&self, flow: &mut Flow<'_>) {
        let letter = self.letter;
        let room = 8.0 * MM;
        flow.skip(LEADING * 0.5);
        flow.need(letter.closing.len() as f32 * LEADING + room + 3.0 * LEADING);
        for line in &letter.closing {
            body::paragraph(flow, line, 0.0);
        }
        let style = (Align::Right, Style::regular(TEXT));
        for line in [&letter.office.name, &letter.signature, &letter.date] {
            if line.is_empty() {
                continue;
            }
            if std::ptr::eq(line, &letter.signature) {
                flow.skip(room);
            }
            let top = flow.take(LEADING);
            let measure = flow.measure();
            flow.layout.aligned(measure, top + TEXT * 1.2, style, line);
        }
    }

    /// Closing words, room to sign and a name, all on one page.
    fn signature(&self, flow: &mut Flow<'_>) {
        let closing = &self.letter.closing;
        let room = 15.0 * MM;
        flow.skip(LEADING * 0.5);
        flow.need(closing.len() as f32 * LEADING + room + LEADING);
        for line in closing {
            body::paragraph(flow, line, 0.0);
        }
        flow.skip(room);
        let top = flow.take(LEADING);
        let measure = Measure::new(flow.measure().x, 70.0 * MM);
        let baseline = top + TEXT * 1.2;

        flow.layout.horizontal(top, measure, 0.4);
        let style = Style::regular(TEXT);
        flow.layout.aligned(measure, baseline, (Align::Left, style), &self.letter.signature);
    }

    /// The office's sentence and the page number; the number only where there are several.
    fn foot(&self, layout: &mut Layout<'_>, (page, pages): (usize, usize)) {
        let measure = Measure::new(LEFT, WIDTH - LEFT - RIGHT);
        let top = HEIGHT - 17.0 * MM;
        let style = Style::regular(8.0);
        let number = self.press.locale.paper_page(&page.to_string(), &pages.to_string());
        let left = Measure::new(LEFT, measure.width * 0.75);

        layout.horizontal(top, measure, 0.4);
        let footer = &self.letter.office.footer;
        layout.aligned(left, top + style.size * 1.5, (Align::Left, style), footer);
        if pages > 1 {
            layout.aligned(measure, top + style.size * 1.5, (Align::Right, style), &number);
        }
    }
}

/// A text without these lines at its end.
fn without_end<'a>(text: &'a str, ends: &[&str]) -> &'a str {
    let mut text = text.trim_end();
    while let Some(end) = ends.iter().find(|end| {
        let before = text.strip_suffix(**end).filter(|_| !end.is_empty());
        before.is_some_and(|before| before.ends_with('\n'))
    }) {
        text = text[..text.len() - end.len()].trim_end();
    }

    text
}

#[cfg(test)]
pub(crate) mod testing;
