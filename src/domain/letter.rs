//! Letters: templates with places to fill, and what was sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CustomerId, EnquiryId, LetterId, Moment, OrderId, StaffId, TemplateId};

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Thanks after the work.
    Thanks,
    /// The answer to a complaint.
    ComplaintAnswer,
    /// Maintenance is due.
    MaintenanceDue,
    /// The answer to an enquiry. It is written where that is, not from a list.
    Reply,
}

impl Purpose {
    /// All that are written from lists, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Thanks, Self::ComplaintAnswer, Self::MaintenanceDue];
}

/// The wording a letter is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// What the office calls it.
    pub name: String,
    /// What it is about.
    pub purpose: Purpose,
    /// The language it is written in, as a tag.
    pub language: String,
    /// The line above the text, with places such as `{customer}`.
    pub subject: String,
    /// Paragraphs, a blank line between them, with places.
    pub body: String,
}

/// A letter that was made: its words, not its template's, so that it can be printed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// To whom.
    pub customer: CustomerId,
    /// About which order.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// About which enquiry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enquiry: Option<EnquiryId>,
    /// What it is about.
    pub purpose: Purpose,
    /// What it was made from.
    #[serde(default)]
    pub template: Option<TemplateId>,
    /// The language it is in.
    pub language: String,
    /// Name and address, line by line, as in the window.
    pub recipient: Vec<String>,
    /// The line above the text.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What else stood on the paper: whose it is, the date, the reference, who signs.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub sheet: serde_json::Value,
    /// When.
    pub at: Moment,
    /// Who made it.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The letter that was not sent after all: this fact takes it back and is no letter itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<LetterId>,
}

/// Why a template could not be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmerged {
    /// There is nothing of that name to fill in.
    #[error("there is no `{{{0}}}`")]
    UnknownPlace(String),
    /// A brace is open or closed on its own.
    #[error("a brace at byte {0} has no partner")]
    LonelyBrace(usize),
}

/// Fills the places of a template: `{customer}` becomes the value of `customer`; `{{` and `}}` are braces.
pub fn merge(text: &str, values: &BTreeMap<&str, String>) -> Result<String, Unmerged> {
    let mut merged = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let position = text.len() - rest.len() + at;
        merged.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}")) {
            merged.push_str(&rest[..1]);
            rest = after;
            continue;
        }
        let place = rest.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let Some((name, after)) = place else { return Err(Unmerged::LonelyBrace(position)) };
        let value = values
            .get(name.trim())
            .ok_or_else(|| Unmerged::UnknownPlace(name.trim().to_owned()))?;
        merged.push_str(value);
        rest = after;
    }
    merged.push_str(rest);

    Ok(merged)
}

/// A text without the sentences that name one of these places, so that nothing is asked for or promised that
/// is not there. A paragraph of which nothing is left goes too.
pub fn without(text: &str, places: &[&str]) -> String {
    if !names(text, places) {
        return text.to_owned();
    }
    let kept = |line: &str| -> String {
        sentences(line).into_iter().filter(|sentence| !names(sentence, places)).collect()
    };
    let paragraph = |words: &str| -> Option<String> {
        let lines = words.split('\n').map(|line| (line, kept(line)));
        let lines = lines.filter(|(line, kept)| kept == line || !kept.trim().is_empty());
        let lines: Vec<String> = lines.map(|(_, kept)| kept.trim_end().to_owned()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };

    text.split("\n\n").filter_map(paragraph).collect::<Vec<_>>().join("\n\n")
}

/// Whether a text has one of these places to fill.
fn names(text: &str, places: &[&str]) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            rest = after;
            continue;
        }
        let name = rest.split('}').next().unwrap_or_default();
        if places.contains(&name.trim()) {
            return true;
        }
    }

    false
}

/// A line cut behind each of its sentences.
fn sentences(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut ended) = (0, false);
    for (at, c) in line.char_indices() {
        let closes = matches!(c, '”' | '’' | '」' | '』' | '）' | ')' | '"' | '。' | '！' | '？');
        if ended && !closes && !matches!(c, '.' | '!' | '?') {
            // A full stop within a number or a name ends nothing.
            let wide = line[start..at].ends_with(|last: char| !last.is_ascii());
            if wide || c.is_whitespace() {
                let end = if c.is_whitespace() { at + c.len_utf8() } else { at };
                sentences.push(&line[start..end]);
                start = end;
            }
            ended = false;
        }
        ended |= matches!(c, '。' | '！' | '？' | '.' | '!' | '?');
    }
    sentences.push(&line[start..]);

    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_goes_with_the_place_that_is_empty() {
        let less = |text: &str| without(text, &["phone"]);

        assert_eq!(less("您好。请拨打 {phone}，谢谢。再见！"), "您好。再见！");
        assert_eq!(less("他说：“请拨打 {phone}。”再见！"), "再见！");
        assert_eq!(
            less("Hello. Please call { phone }. We pay £3.50 back."),
            "Hello. We pay £3.50 back."
        );
        assert_eq!(less("Dear X,\n\nCall {phone}.\n\nYours"), "Dear X,\n\nYours");
        assert_eq!(less("A 1\n{phone}\nB 2"), "A 1\nB 2");
        assert_eq!(less("{phone}"), "");
    }

    #[test]
    fn a_text_without_the_place_stays_as_it_is() {
        for text in ["{customer}：\n\n\n 好 。 ", "{{phone}} is a place.", ""] {
            assert_eq!(without(text, &["phone"]), text);
        }
    }

    fn filled(text: &str) -> Result<String, Unmerged> {
        merge(text, &BTreeMap::from([("customer", "王小明".to_owned())]))
    }

    #[test]
    fn places_are_filled_and_braces_kept() {
        assert_eq!(filled("尊敬的{ customer }：{{}}"), Ok("尊敬的王小明：{}".to_owned()));
    }

    #[test]
    fn an_unknown_place_is_named() {
        assert_eq!(filled("{nmae}"), Err(Unmerged::UnknownPlace("nmae".to_owned())));
        assert_eq!(filled("a { b"), Err(Unmerged::LonelyBrace(2)));
        assert_eq!(filled("a } b"), Err(Unmerged::LonelyBrace(2)));
    }

    #[test]
    fn a_value_with_braces_is_not_filled_again() {
        let values = BTreeMap::from([("customer", "{customer}".to_owned())]);

        assert_eq!(merge("{customer}", &values), Ok("{customer}".to_owned()));
    }
}
