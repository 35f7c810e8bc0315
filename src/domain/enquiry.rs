//! Enquiries: what people write to the office, who looks after it, and what came of it.

mod state;

pub use state::{EnquiryEventKind, EnquiryProgress, EnquiryState};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Category, CustomerId, EnquiryEventId, EnquiryId, Level, Moment, OrderId, Phone, Priority,
    RuleId, StaffId, TemplateId,
};

/// How an enquiry reached the office.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryChannel {
    /// An e-mail.
    #[default]
    Mail,
    /// A form on a web page.
    Web,
    /// Paper.
    Letter,
    /// Somebody rang and asked for an answer in writing.
    Telephone,
}

impl EnquiryChannel {
    /// All, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Web, Self::Letter, Self::Telephone];
}

/// What somebody wrote. Its state is not here: it follows from its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enquiry {
    /// How it came.
    pub channel: EnquiryChannel,
    /// Who wrote, as they call themselves.
    #[serde(default)]
    pub name: String,
    /// The mail address that it came from.
    #[serde(default)]
    pub mail: Option<String>,
    /// The number that they can be reached at.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// Where they live, as they wrote it.
    #[serde(default)]
    pub place: Option<String>,
    /// The line above the text.
    #[serde(default)]
    pub subject: String,
    /// What they wrote, as plain text.
    #[serde(default)]
    pub text: String,
    /// When it was written, or came in.
    pub received: Moment,
    /// Whose file it belongs to.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The kind of machine that it is about.
    #[serde(default)]
    pub category: Option<Category>,
    /// The model that it names.
    #[serde(default)]
    pub model: Option<String>,
    /// The language that it is written in, as a tag.
    #[serde(default)]
    pub language: Option<String>,
    /// What goes first.
    #[serde(default)]
    pub priority: Priority,
    /// The wording that a reply begins with.
    #[serde(default)]
    pub template: Option<TemplateId>,
    /// The article of the knowledge base that answers it.
    #[serde(default)]
    pub article: Option<Uuid>,
    /// The rule that decided this.
    #[serde(default)]
    pub rule: Option<RuleId>,
    /// The name that the mail carries: the same mail comes in once.
    #[serde(default)]
    pub message: Option<String>,
    /// What came with it and is not kept, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// Who took it in. None means that it came by itself.
    #[serde(default)]
    pub taken_by: Option<StaffId>,
}

/// How an answer left the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyWay {
    /// As a printed letter.
    Letter,
    /// As a mail.
    Mail,
    /// Said by telephone.
    Telephone,
    /// Copied into another program.
    Copied,
}

impl ReplyWay {
    /// All, in the order of menus.
    pub const ALL: [Self; 4] = [Self::Letter, Self::Mail, Self::Telephone, Self::Copied];
}

/// One thing that happened to an enquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnquiryEvent {
    /// To which.
    pub enquiry: EnquiryId,
    /// What.
    pub event: EnquiryEventKind,
    /// Who looks after it from now on.
    #[serde(default)]
    pub person: Option<StaffId>,
    /// The words of an answer, or why it was closed.
    #[serde(default)]
    pub text: Option<String>,
    /// How an answer left.
    #[serde(default)]
    pub way: Option<ReplyWay>,
    /// The order that it became.
    #[serde(default)]
    pub order: Option<OrderId>,
    /// The rule that did it, where no person did.
    #[serde(default)]
    pub rule: Option<RuleId>,
    /// When.
    pub at: Moment,
    /// Who did it.
    #[serde(default)]
    pub by: Option<StaffId>,
    /// The event that did not happen after all: this fact takes it back and is none itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdraws: Option<EnquiryEventId>,
}

/// The events that stand, of all facts about an enquiry: neither those that take back nor those taken back, oldest
/// first. The same on every replica, in whichever order they came.
pub fn standing_events(
    mut facts: Vec<(EnquiryEventId, EnquiryEvent)>,
) -> Vec<(EnquiryEventId, EnquiryEvent)> {
    let gone: Vec<EnquiryEventId> = facts.iter().filter_map(|(_, it)| it.withdraws).collect();
    facts.retain(|(id, fact)| fact.withdraws.is_none() && !gone.contains(id));
    facts.sort_by_key(|(id, fact)| (fact.at, *id));

    facts
}

/// What a rule looks at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sighted {
    /// How it came.
    pub channel: EnquiryChannel,
    /// The line above the text.
    pub subject: String,
    /// What was written.
    pub text: String,
    /// The kind of machine that it is about.
    pub category: Option<Category>,
    /// The model that it names.
    pub model: Option<String>,
    /// Where whoever wrote lives.
    pub region: String,
    /// How much care they are due.
    pub level: Level,
}

/// What is done with an enquiry that comes in. All conditions that are set must hold; within one, any of its values.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rule {
    /// What the office calls it.
    pub name: String,
    /// Its place: smaller ones are asked first.
    #[serde(default)]
    pub rank: i64,
    /// Whether it is switched off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub off: bool,
    /// How it came.
    #[serde(default)]
    pub channels: Vec<EnquiryChannel>,
    /// The kinds of machine that it is about.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Words of the subject or the text.
    #[serde(default)]
    pub words: Vec<String>,
    /// How the models begin that it is about.
    #[serde(default)]
    pub models: Vec<String>,
    /// Where whoever wrote lives, any part of it.
    #[serde(default)]
    pub regions: Vec<String>,
    /// How much care they are due.
    #[serde(default)]
    pub level: Option<Level>,
    /// Who looks after it.
    #[serde(default)]
    pub person: Option<StaffId>,
    /// The wording that a reply begins with.
    #[serde(default)]
    pub template: Option<TemplateId>,
    /// The article that answers it.
    #[serde(default)]
    pub article: Option<Uuid>,
    /// Whether it goes before others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    /// Whether the reply leaves without a person. Nothing does unless this says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub send: bool,
}

/// Why a rule fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// It has no conditions.
    Always,
    /// It came this way.
    Channel(EnquiryChannel),
    /// It is about this kind of machine.
    Category(Category),
    /// This word stands in the subject.
    InSubject(String),
    /// This word stands in the text.
    InText(String),
    /// It names this model.
    Model(String),
    /// Whoever wrote lives there.
    Region(String),
    /// So much care is due.
    Level(Level),
}

impl Rule {
    /// Why this rule fits; `None` where it does not. Whether it is switched off is not asked.
    pub fn fits(&self, seen: &Sighted) -> Option<Vec<Fit>> {
        let mut why = Vec::new();
        if !self.channels.is_empty() {
            why.push(Fit::Channel(*self.channels.iter().find(|it| **it == seen.channel)?));
        }
        if !self.categories.is_empty() {
            let named = self.categories.iter().find(|it| Some(**it) == seen.category)?;
            why.push(Fit::Category(*named));
        }
        if !self.words.is_empty() {
            why.push(self.word(seen)?);
        }
        if !self.models.is_empty() {
            let model = seen.model.as_deref()?.to_lowercase();
            let named = |it: &&String| !it.is_empty() && model.starts_with(&it.to_lowercase());
            why.push(Fit::Model(self.models.iter().find(named)?.clone()));
        }
        if !self.regions.is_empty() {
            let region = seen.region.to_lowercase();
            let named = |it: &&String| !it.is_empty() && region.contains(&it.to_lowercase());
            why.push(Fit::Region(self.regions.iter().find(named)?.clone()));
        }
        if let Some(level) = self.level {
            (level == seen.level).then(|| why.push(Fit::Level(level)))?;
        }
        if why.is_empty() {
            why.push(Fit::Always);
        }

        Some(why)
    }

    fn word(&self, seen: &Sighted) -> Option<Fit> {
        let subject = seen.subject.to_lowercase();
        let text = seen.text.to_lowercase();
        let stands = |within: &str, word: &str| stands_in(within, word);

        self.words.iter().find_map(|word| {
            let low = word.to_lowercase();
            match () {
                () if stands(&subject, &low) => Some(Fit::InSubject(word.clone())),
                () if stands(&text, &low) => Some(Fit::InText(word.clone())),
                () => None,
            }
        })
    }
}

/// Whether a word stands in a text: of letters of the alphabet as a word of its own, so that `leak` is not found in
/// `bleak`; its endings may follow. Chinese is written without gaps.
pub fn stands_in(text: &str, word: &str) -> bool {
    let is_latin = word.starts_with(|c: char| c.is_ascii_alphanumeric());

    !word.is_empty()
        && text
            .match_indices(word)
            .any(|(at, _)| !is_latin || !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Sighted {
        Sighted {
            subject: "热水器漏水".to_owned(),
            text: "It is bleak: my ZQ-60 leaks, 请回电".to_owned(),
            category: Some(Category::WaterHeater),
            model: Some("ZQ-60A".to_owned()),
            region: "上海市 浦东新区".to_owned(),
            ..Sighted::default()
        }
    }

    fn words(words: &[&str]) -> Rule {
        Rule { words: words.iter().map(|it| (*it).to_owned()).collect(), ..Rule::default() }
    }

    #[test]
    fn a_rule_says_which_word_it_fits_by_and_where_that_stands() {
        assert_eq!(words(&["漏水"]).fits(&seen()), Some(vec![Fit::InSubject("漏水".into())]));
        assert_eq!(words(&["冒烟", "回电"]).fits(&seen()), Some(vec![Fit::InText("回电".into())]));
        assert_eq!(words(&["LEAK"]).fits(&seen()), Some(vec![Fit::InText("LEAK".into())]));
        assert_eq!(words(&["eak"]).fits(&seen()), None, "no part of a word");
        assert_eq!(words(&[""]).fits(&seen()), None);
    }

    #[test]
    fn all_conditions_must_hold_and_of_each_any_value() {
        let rule = Rule {
            categories: vec![Category::Washer, Category::WaterHeater],
            models: vec!["zq".to_owned()],
            regions: vec!["徐汇".to_owned(), "浦东".to_owned()],
            level: Some(Level::Ordinary),
            channels: vec![EnquiryChannel::Mail],
            ..words(&["漏水"])
        };
        assert_eq!(rule.fits(&seen()).map(|why| why.len()), Some(6));
        assert_eq!(rule.fits(&Sighted { level: Level::Vip, ..seen() }), None);
        assert_eq!(rule.fits(&Sighted { category: None, ..seen() }), None);
        assert_eq!(Rule::default().fits(&seen()), Some(vec![Fit::Always]));
    }

    #[test]
    fn nothing_is_sent_unless_a_rule_says_so() {
        let rule: Rule = serde_json::from_str(r#"{"name": "x"}"#).expect("a rule");

        assert!(!rule.send && !rule.off);
    }

    #[test]
    fn what_was_taken_back_does_not_stand_in_whichever_order_it_comes() {
        let id = |n: u128| EnquiryEventId(Uuid::from_u128(n));
        let event = |at, withdraws| EnquiryEvent {
            enquiry: EnquiryId(Uuid::nil()),
            event: EnquiryEventKind::Answer,
            person: None,
            text: None,
            way: None,
            order: None,
            rule: None,
            at: Moment(at),
            by: None,
            withdraws,
        };
        let facts = vec![
            (id(3), event(7, Some(id(1)))),
            (id(2), event(6, None)),
            (id(1), event(5, None)),
            (id(4), event(4, None)),
        ];
        let stands: Vec<_> = standing_events(facts).into_iter().map(|(id, _)| id).collect();

        assert_eq!(stands, [id(4), id(2)]);
    }
}
