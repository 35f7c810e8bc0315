//! What the technician fills in, in exactly the order in which the clerk types it.

use domain::{Grade, Outcome};

use super::{Draft, SheetCharge, Slack};
use crate::flow::Flow;
use crate::form::{Field, Row};
use crate::layout::{Align, Measure, Style};
use crate::page::{Area, Ink, MM};
use crate::table::{Column, Entry, Table};

/// Boxes for the characters of a code.
const CODE_LENGTH: usize = 4;

/// Numbers the fields ①, ② … as they are typed.
struct Numbers(u32);

impl Numbers {
    fn next(&mut self, label: &str) -> String {
        self.0 += 1;
        let circled = char::from_u32(0x245F + self.0).filter(|_| self.0 <= 20);

        circled.map_or_else(|| label.to_owned(), |number| format!("{number} {label}"))
    }
}

/// Choices with the figure that the clerk types for each.
fn numbered<const N: usize>(choices: [String; N]) -> Vec<String> {
    choices.iter().enumerate().map(|(at, words)| format!("{} {words}", at + 1)).collect()
}

/// Draws the part for the pen.
pub(super) fn draw(draft: &Draft<'_>, flow: &mut Flow<'_>, slack: Slack) {
    let mut numbers = Numbers(0);

    caption(draft, flow);
    result(draft, flow, &mut numbers);
    parts(draft, flow, slack.rows, &mut numbers);
    charges(draft, flow, &mut numbers);
    confirmation(draft, flow, slack.remarks, &mut numbers);
}

/// A black bar that divides the sheet: above printed, below by hand.
fn caption(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let scale = flow.scale;
    let style = Style::bold(scale.label * 1.1).ink(Ink::WHITE);
    let height = style.size * 1.55;
    flow.need(height + scale.hand * 3.0);
    let top = flow.take(height);
    let Area { x, width, .. } = flow.body();
    let baseline = top + height / 2.0 + style.size * 0.36;
    let words = draft.press.locale.paper_by_hand();

    flow.layout.fill(Area { x, y: top, width, height }, Ink::BLACK);
    let measure = Measure::new(x, width).inset(scale.pad);
    flow.layout.aligned(measure, baseline, (Align::Center, style), &words);
}

fn result(draft: &Draft<'_>, flow: &mut Flow<'_>, numbers: &mut Numbers) {
    let (locale, least) = (draft.press.locale, flow.scale.hand);
    let outcomes = numbered(Outcome::ALL.map(|outcome| locale.outcome(outcome)));
    let mut time =
        |label: String| Field::hinted(1.0, numbers.next(&label), locale.paper_time_hint());
    let times = [time(locale.paper_arrived()), time(locale.paper_ended())];
    let outcome = numbers.next(&locale.paper_outcome());

    flow.open(&locale.paper_result());
    flow.row(Row { fields: times.into(), least });
    flow.row(Row { fields: vec![Field::choices(1.0, outcome, outcomes)], least: least * 0.9 });
    for fields in findings(draft, numbers) {
        flow.row(Row { fields, least: least * if draft.is_small() { 1.0 } else { 1.15 } });
    }
    flow.close();
}

/// Boxes for the codes and room for the readings; beside each other where the sheet is small.
fn findings(draft: &Draft<'_>, numbers: &mut Numbers) -> Vec<Vec<Field>> {
    let locale = draft.press.locale;
    let labels = [locale.paper_fault_found(), locale.paper_cause(), locale.paper_measure()];
    let codes = labels.map(|label| Field::boxes(1.1, numbers.next(&label), CODE_LENGTH));
    let mut readings = draft.sheet.readings.iter().enumerate().map(|(at, name)| {
        let label = if at == 0 { numbers.next(name) } else { name.clone() };
        Field::blank(1.0, label)
    });

    let mut rows = vec![Vec::from(codes)];
    if draft.is_small() {
        rows[0].extend(readings.by_ref().take(3));
    }
    let rest: Vec<Field> = readings.collect();
    let mut rest = rest.into_iter().peekable();
    while rest.peek().is_some() {
        rows.push(rest.by_ref().take(5).collect());
    }
    rows
}

fn parts(draft: &Draft<'_>, flow: &mut Flow<'_>, blanks: usize, numbers: &mut Numbers) {
    let locale = draft.press.locale;
    let column = |head: String, share: f32, align| Column { head, share, align };
    let columns = vec![
        column(String::new(), 0.35, Align::Center),
        column(locale.paper_part_number(), 1.5, Align::Left),
        column(locale.paper_part_name(), 3.3, Align::Left),
        column(locale.paper_part_issued(), 0.75, Align::Center),
        column(locale.paper_part_used(), 0.75, Align::Center),
        column(locale.paper_part_serial(), 1.7, Align::Left),
        column(locale.paper_part_old_back(), 0.85, Align::Center),
    ];
    let printed = draft.sheet.parts.iter().map(|part| {
        [&part.number, &part.name, &part.quantity].map(|text| Entry::Text(text.clone()))
    });
    let empty = std::iter::repeat_n([Entry::Blank, Entry::Blank, Entry::Blank], blanks);
    let rows = printed
        .chain(empty)
        .enumerate()
        .map(|(at, known)| {
            let mut row = vec![Entry::Text((at + 1).to_string())];
            row.extend(known);
            row.extend([Entry::Blank, Entry::Blank, Entry::Tick]);
            row
        })
        .collect();

    flow.open(&numbers.next(&locale.paper_parts()));
    flow.table(&Table { columns, rows, least: draft.part_row() });
    flow.close();
}

fn charges(draft: &Draft<'_>, flow: &mut Flow<'_>, numbers: &mut Numbers) {
    let (locale, least) = (draft.press.locale, flow.scale.hand);
    let other = SheetCharge { name: locale.paper_other_charge(), ..SheetCharge::default() };
    let charges: Vec<&SheetCharge> = draft.sheet.charges.iter().chain([&other]).collect();
    let lines = charges.len().div_ceil(5);

    flow.open(&numbers.next(&locale.paper_charges()));
    for charges in charges.chunks(charges.len().div_ceil(lines)) {
        let fields = charges.iter().map(|charge| charged(draft, charge)).collect();
        flow.row(Row { fields, least });
    }
    let total = Field::blank(1.0, numbers.next(&locale.paper_total()));
    // Only Chinese has figures that nobody can alter.
    let words = locale
        .language()
        .is_chinese()
        .then(|| Field::hinted(2.4, locale.paper_total_words(), locale.paper_total_words_hint()));
    let cash = Field::hinted(1.2, numbers.next(&locale.paper_cash()), locale.paper_cash_hint());
    let due = &draft.sheet.due;
    let due = (!due.is_empty()).then(|| Field::strong(1.1, locale.paper_due(), due));
    flow.row(Row {
        fields: [due, Some(total), words, Some(cash)].into_iter().flatten().collect(),
        least,
    });
    flow.close();
}

/// What for and how much, and apart from it who pays: below it where the sheet is small, else where it is written.
fn charged(draft: &Draft<'_>, charge: &SheetCharge) -> Field {
    let joined = |words: [&str; 2], between: &str| {
        let words = words.into_iter().filter(|words| !words.is_empty());
        words.collect::<Vec<_>>().join(between)
    };
    let priced = joined([&charge.name, &charge.price], " ");
    if draft.is_small() {
        return Field::blank(1.0, joined([&priced, &charge.payer], "\n"));
    }

    Field::hinted(1.0, priced, charge.payer.as_str())
}

fn confirmation(draft: &Draft<'_>, flow: &mut Flow<'_>, remarks: f32, numbers: &mut Numbers) {
    let (locale, hand) = (draft.press.locale, flow.scale.hand);
    let grades = numbered(Grade::ALL.map(|grade| locale.grade(grade)));
    let satisfaction = Field::choices(1.0, numbers.next(&locale.paper_satisfaction()), grades);
    let remark = Field::blank(1.0, numbers.next(&locale.paper_remarks()));
    let signatures = vec![
        Field::blank(1.0, locale.paper_customer_signature()),
        Field::blank(1.0, locale.paper_technician_signature()),
        Field::hinted(0.8, locale.paper_signed_on(), locale.paper_date_hint()),
    ];
    let signing = if draft.is_small() { 7.2 * MM } else { 13.5 * MM };

    let grading = if draft.is_small() { 0.0 } else { hand * 1.4 };

    flow.need(remarks + signing + grading);
    flow.open(&locale.paper_confirmation());
    if draft.is_small() {
        flow.row(Row { fields: vec![satisfaction, remark], least: remarks });
        flow.row(Row { fields: signatures, least: signing });
    } else {
        flow.row(Row { fields: vec![satisfaction], least: hand * 0.9 });
        flow.row(Row { fields: vec![remark], least: remarks });
        flow.row(Row { fields: signatures, least: signing });
        note(draft, flow);
    }
    flow.close();
}

/// What a signature means, under the signatures.
fn note(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let style = Style::regular(flow.scale.label);
    let height = style.leading() * 1.1;
    let measure = flow.measure().inset(flow.scale.pad);
    let top = flow.take(height);
    let words = draft.press.locale.paper_sign_note();

    flow.layout.aligned(measure, top + style.ascent(), (Align::Left, style), &words);
}
