//! A letter's text: paragraphs, lists, bold words.

use super::{LEADING, TEXT};
use crate::flow::Flow;
use crate::layout::{Align, Measure, Paragraph, Style};

/// The heading of the text.
pub(super) fn subject(flow: &mut Flow<'_>, subject: &str) {
    if subject.is_empty() {
        return;
    }
    let style = Style::bold(TEXT * 1.16);
    let wrapped = (style.weight, style.size);
    let measure = flow.measure();
    let typesetter = flow.layout.typesetter;
    let how = Paragraph { leading: LEADING, ..Paragraph::new(style, Align::Left) };
    for line in typesetter.wrap(wrapped, subject, measure.width, 0.0) {
        let top = flow.take(LEADING);
        flow.layout.lines(&[line], measure, top, how);
    }
    flow.skip(LEADING * 0.6);
}

pub(super) fn salutation(flow: &mut Flow<'_>, salutation: &str) {
    if !salutation.is_empty() {
        paragraph(flow, salutation, 0.0);
        flow.skip(LEADING * 0.4);
    }
}

/// The text with its paragraphs and lists.
pub(super) fn draw(flow: &mut Flow<'_>, body: &str) {
    let body = body.replace("\r\n", "\n");
    for block in body.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        for line in block.lines() {
            match marker(line.trim()) {
                Some((marker, text)) => item(flow, marker, text),
                None => paragraph(flow, line.trim(), 0.0),
            }
        }
        flow.skip(LEADING * 0.4);
    }
}

/// The mark and the text of a list's line.
fn marker(line: &str) -> Option<(&str, &str)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some(("•", text.trim_start()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let text = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix('、'))?;
    let mark = line.len() - text.len();

    (1..=2).contains(&digits).then(|| (line[..mark].trim_end(), text.trim_start()))
}

fn item(flow: &mut Flow<'_>, marker: &str, text: &str) {
    let (x, typesetter) = (flow.measure().x, flow.layout.typesetter);
    let style = Style::regular(TEXT);
    let hang = (typesetter.width(style.weight, TEXT, marker) + TEXT * 0.5).max(TEXT * 1.5);
    flow.need(LEADING);
    let baseline = flow.y() + TEXT * 0.88 + (LEADING - TEXT) / 2.0;

    flow.layout.text(x, baseline, style, marker);
    paragraph(flow, text, hang);
}

/// A justified paragraph moved in by `hang` points, broken over pages line by line.
pub(super) fn paragraph(flow: &mut Flow<'_>, text: &str, hang: f32) {
    let measure = flow.measure();
    let measure = Measure::new(measure.x + hang, measure.width - hang);
    let (plain, bold) = strip(text);
    let style = Style::regular(TEXT);
    let how = Paragraph { leading: LEADING, ..Paragraph::new(style, Align::Justify) };
    let typesetter = flow.layout.typesetter;

    for line in typesetter.wrap_mixed(&bold, TEXT, &plain, measure.width) {
        let top = flow.take(LEADING);
        flow.layout.lines(&[line], measure, top, how);
    }
}

/// The text without its `**`, and the bytes between them. A lonely `**` is text.
fn strip(text: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let mut plain = String::with_capacity(text.len());
    let mut bold = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("**") {
        let Some((inside, after)) = after.split_once("**") else { break };
        plain.push_str(before);
        bold.push(plain.len()..plain.len() + inside.len());
        plain.push_str(inside);
        rest = after;
    }
    plain.push_str(rest);

    (plain, bold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_make_bold_and_vanish() {
        let (plain, bold) = strip("请在**三天内**回**电**");

        assert_eq!(plain, "请在三天内回电");
        assert_eq!(bold, [6..15, 18..21]);
    }

    #[test]
    fn lonely_stars_are_text() {
        assert_eq!(strip("2 ** 3"), ("2 ** 3".to_owned(), vec![]));
    }

    #[test]
    fn lists_begin_with_a_dash_or_a_number() {
        assert_eq!(marker("- 清洗滤网"), Some(("•", "清洗滤网")));
        assert_eq!(marker("2. Call us"), Some(("2.", "Call us")));
        assert_eq!(marker("10、检查"), Some(("10、", "检查")));
        assert_eq!(marker("2026. 年"), None);
        assert_eq!(marker("-20 ℃"), None);
    }
}
