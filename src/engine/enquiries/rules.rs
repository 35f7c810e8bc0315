//! Rules: what is done with an enquiry that comes in. The first that fits decides; a tester shows all that fit, and why.

use domain::{
    Article, ArticleId, Enquiry, EnquiryChannel, EnquiryId, Fit, Moment, Priority, Record as _,
    Rule, RuleId, Sighted, Staff, StaffId, Template,
};
use store::Session;

use super::{LINE, about, name};
use crate::deed::Deed;
use crate::household::{Saved, change, check, check_length, make};
use crate::{Engine, Error, Undo, Wrong};

/// The most rules an office has.
const MOST: usize = 200;
/// The most words, models or regions of a rule.
const VALUES: usize = 50;
/// The longest of them, in characters.
const WORD: usize = 60;
/// The distance between the places of two rules.
const STEP: i64 = 1_000;

/// A rule in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// Which.
    pub id: RuleId,
    /// What it says.
    pub rule: Rule,
    /// Who looks after what fits.
    pub person: Option<String>,
    /// Whether that is somebody who left.
    pub person_left: bool,
    /// With which wording a reply begins.
    pub template: Option<String>,
    /// Which article answers it.
    pub article: Option<String>,
}

/// What rules are tried on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialOf {
    /// A text: its first line is the subject.
    Text(String),
    /// An enquiry that is here.
    Enquiry(EnquiryId),
}

/// What rules make of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// What they look at.
    pub seen: Sighted,
    /// Those that fit, in the order of the table.
    pub fits: Vec<RuleFit>,
}

/// A rule that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFit {
    /// Which.
    pub row: RuleRow,
    /// Why.
    pub why: Vec<Fit>,
    /// Whether it is the one that decides.
    pub decides: bool,
}

impl Engine {
    /// All rules, in the order in which they are asked.
    pub fn rules(&self) -> impl Future<Output = Result<Vec<RuleRow>, Error>> + Send + use<> {
        self.workers.read(rows)
    }

    /// Adds a rule behind the others, or writes one anew.
    pub fn write_rule(
        &self,
        id: Option<RuleId>,
        rule: Rule,
    ) -> impl Future<Output = Result<Saved<RuleId>, Error>> + Send + use<> {
        self.deed("write_rule", move |deed| {
            let rule = checked(deed, rule)?;
            let Some(id) = id else {
                let all = all(deed.session)?;
                if all.len() >= MOST {
                    return Err(Error::field("name", Wrong::OutOfRange));
                }
                let last = all.last().map_or(0, |(_, rule)| rule.rank);
                return make(deed, &Rule { rank: last + STEP, ..rule });
            };
            change(deed, id, |stored: &mut Rule| {
                *stored = Rule { rank: stored.rank, off: stored.off, ..rule };
            })
        })
    }

    /// Switches a rule off, or on again. Answers the way back.
    pub fn switch_rule(
        &self,
        id: RuleId,
        off: bool,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("switch_rule", move |deed| {
            Ok(change(deed, id, |stored: &mut Rule| stored.off = off)?.undo)
        })
    }

    /// Moves a rule one place up or down. Answers the way back; nothing where there is no such place.
    pub fn move_rule(
        &self,
        id: RuleId,
        up: bool,
    ) -> impl Future<Output = Result<Option<Undo>, Error>> + Send + use<> {
        self.deed("move_rule", move |deed| {
            let all = all(deed.session)?;
            let at = all.iter().position(|(other, _)| *other == id);
            let at = at.ok_or(Error::Unknown(Rule::KIND))?;
            let other =
                if up { at.checked_sub(1) } else { Some(at + 1).filter(|it| *it < all.len()) };
            let Some(other) = other else { return Ok(None) };
            let mut order: Vec<usize> = (0..all.len()).collect();
            order.swap(at, other);
            let mut undo = Vec::new();
            // Two desks may have put rules in one place: then all get one of their own.
            let distinct = all.windows(2).all(|pair| pair[0].1.rank < pair[1].1.rank);
            for (place, was) in order.into_iter().enumerate() {
                let (id, rule) = &all[was];
                let rank = match distinct {
                    true => all[place].1.rank,
                    false => (place as i64 + 1) * STEP,
                };
                if rule.rank != rank {
                    undo.push(change(deed, *id, |stored: &mut Rule| stored.rank = rank)?.undo);
                }
            }

            Ok(Some(Undo::Several(undo)))
        })
    }

    /// Removes a rule. Answers the way back.
    pub fn remove_rule(
        &self,
        id: RuleId,
    ) -> impl Future<Output = Result<Undo, Error>> + Send + use<> {
        self.deed("remove_rule", move |deed| {
            let stored =
                deed.session.stored(Rule::KIND, id.0)?.ok_or(Error::Unknown(Rule::KIND))?;
            deed.remove::<Rule>(id)?;

            Ok(Undo::BringBack { kind: Rule::KIND, id: id.0, fields: stored.fields })
        })
    }

    /// What the rules would make of something. Nothing is done.
    pub fn try_rules(
        &self,
        of: TrialOf,
    ) -> impl Future<Output = Result<Trial, Error>> + Send + use<> {
        let now = self.clock.now();

        self.workers.read(move |session| {
            let enquiry = match of {
                TrialOf::Enquiry(id) => session.get(id)?.ok_or(Error::Unknown("enquiry"))?,
                TrialOf::Text(text) => made_up(session, &text, now)?,
            };
            let seen = about::sighted(session, &enquiry)?;
            let mut decided = false;
            let mut fits = Vec::new();
            for row in rows(session)? {
                let Some(why) = row.rule.fits(&seen) else { continue };
                let decides = !decided && !row.rule.off;
                decided |= decides;
                fits.push(RuleFit { row, why, decides });
            }

            Ok(Trial { seen, fits })
        })
    }
}

/// The rule that decides about an enquiry.
pub(super) fn decides(
    session: &Session<'_>,
    enquiry: &Enquiry,
) -> Result<Option<(RuleId, Rule)>, Error> {
    let all = all(session)?;
    if all.is_empty() {
        return Ok(None);
    }
    let seen = about::sighted(session, enquiry)?;

    Ok(all.into_iter().find(|(_, rule)| !rule.off && rule.fits(&seen).is_some()))
}

/// Whether somebody is still here to look after anything.
pub(super) fn works_here(session: &Session<'_>, person: StaffId) -> Result<bool, Error> {
    Ok(session.get::<Staff>(person)?.is_some_and(|staff| !staff.left))
}

fn all(session: &Session<'_>) -> Result<Vec<(RuleId, Rule)>, Error> {
    let mut all: Vec<(RuleId, Rule)> =
        session.all::<Rule>()?.into_iter().map(|(id, rule)| (RuleId(id), rule)).collect();
    all.sort_by_key(|(id, rule)| (rule.rank, *id));

    Ok(all)
}

fn rows(session: &Session<'_>) -> Result<Vec<RuleRow>, Error> {
    let row = |(id, rule): (RuleId, Rule)| {
        let template = match rule.template {
            Some(template) => session.get::<Template>(template)?.map(|template| template.name),
            None => None,
        };
        let left = match rule.person {
            Some(person) => !works_here(session, person)?,
            None => false,
        };
        let article = match rule.article {
            Some(article) => session.get::<Article>(ArticleId(article))?.map(|it| it.title),
            None => None,
        };
        let person = name(session, rule.person)?;
        Ok(RuleRow { id, person, person_left: left, template, article, rule })
    };

    all(session)?.into_iter().map(row).collect()
}

/// A text as if it came in now.
fn made_up(session: &Session<'_>, text: &str, now: Moment) -> Result<Enquiry, Error> {
    let (subject, text) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
    let mut enquiry = Enquiry {
        channel: EnquiryChannel::Mail,
        name: String::new(),
        mail: None,
        phone: None,
        place: None,
        subject: super::mail::cut(subject, LINE),
        text: super::mail::cut(text, super::ENQUIRY_TEXT),
        received: now,
        customer: None,
        category: None,
        model: None,
        language: None,
        priority: Priority::Normal,
        template: None,
        article: None,
        rule: None,
        message: None,
        left_out: Vec::new(),
        taken_by: None,
    };
    about::read(session, &mut enquiry)?;

    Ok(enquiry)
}

fn checked(deed: &Deed<'_>, rule: Rule) -> Result<Rule, Error> {
    check("name", &rule.name, LINE)?;
    let tidy = |field, values: Vec<String>| {
        let mut tidied: Vec<String> = Vec::new();
        for value in values {
            let value = value.trim().to_owned();
            check_length(field, &value, WORD)?;
            if !value.is_empty() && !tidied.contains(&value) {
                tidied.push(value);
            }
        }
        if tidied.len() > VALUES {
            return Err(Error::field(field, Wrong::OutOfRange));
        }
        Ok(tidied)
    };
    if let Some(person) = rule.person {
        deed.get::<Staff>(person)?;
    }
    if let Some(template) = rule.template {
        deed.get::<Template>(template)?;
    }
    let rule = Rule {
        name: rule.name.trim().to_owned(),
        words: tidy("words", rule.words)?,
        models: tidy("models", rule.models)?,
        regions: tidy("regions", rule.regions)?,
        ..rule
    };
    let does = rule.person.is_some()
        || rule.template.is_some()
        || rule.article.is_some()
        || rule.urgent
        || rule.send;

    if does { Ok(rule) } else { Err(Error::field("does", Wrong::Missing)) }
}
