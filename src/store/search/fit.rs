//! What is looked for, what a household has, and how well the one fits the other.

use domain::{ApplianceId, Category, OrderId};
use uuid::Uuid;

use super::HitKind;
use super::grams::{
    TAIL, ask, ask_beginning, ask_mixed, fold, is_mixable, is_short, mixed, spellings,
};

/// What a row says of an order that is not over, and how the index spells it.
const OPEN: &str = "open";
/// What a row says of an address where nobody of them lives any more.
const GONE: &str = "gone";
pub(super) const IS_OPEN: &str = "@o";
/// What is no longer than this is the initials of a brand.
const INITIALS: usize = 3;

/// What a scrap may mean beside the letters it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A machine of this kind.
    Category(Category),
    /// An order with this fault code.
    Fault(String),
}

impl Meant {
    /// How the index spells it; nothing for a code without letters or digits.
    pub(super) fn gram(&self) -> Option<String> {
        let (sign, code) = match self {
            Self::Category(category) => ('c', category.code()),
            Self::Fault(code) => ('f', code.as_str()),
        };
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();

        (!code.is_empty()).then(|| format!("@{sign}{}", code.to_ascii_lowercase()))
    }
}

/// One scrap of a question: its folded letters, and how the index spells what else it may mean.
pub(super) struct Scrap {
    pub(super) text: String,
    pub(super) meant: Vec<String>,
}

/// What the index is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// What begins with fewer letters than a gram has: one look-up.
    Beginnings,
    /// What holds a scrap anywhere: of fewer letters, all grams that begin so.
    Everything,
    /// Names whose initials a scrap may stand for that mixes characters, readings and initials.
    Mixed,
}

impl Scrap {
    /// What the index must be asked for; nothing for a scrap without letters.
    pub(super) fn ask(&self, how: Ask) -> Option<String> {
        let everywhere = ask(&self.text).join(" AND ");
        if everywhere.is_empty() {
            return None;
        }
        let mixed = if how == Ask::Mixed { ask_mixed(&self.text) } else { Vec::new() };
        let letters = match ask_beginning(&self.text) {
            _ if !mixed.is_empty() => mixed.join(" OR "),
            Some(beginning) if how == Ask::Beginnings && self.is_short() => beginning,
            _ => format!("({everywhere})"),
        };
        let meant = self.meant.iter().map(|gram| format!(" OR \"{gram}\"")).collect::<String>();

        Some(format!("({letters}{meant})"))
    }

    /// Whether it may stand for a name in more than one way of writing.
    pub(super) fn is_mixable(&self) -> bool {
        is_mixable(&self.text)
    }

    /// Whether the index is asked for what begins so before it is asked for all that holds it.
    pub(super) fn is_short(&self) -> bool {
        is_short(&self.text)
    }
}

/// A row of `traits.sql` or `common.sql`, or part of one of `belongings.sql`: something that belongs to a household.
pub(super) struct Found {
    pub(super) what: String,
    pub(super) id: Uuid,
    pub(super) text: String,
    pub(super) means: Option<String>,
}

/// One thing that a household can be found by.
pub(super) struct Trait {
    pub(super) kind: HitKind,
    pub(super) text: String,
    pub(super) folded: Vec<String>,
    /// How a name could be read too, but hardly ever is.
    pub(super) rare: Vec<String>,
    /// How the index spells what it means, where it is found by that and not by its letters.
    pub(super) gram: Option<String>,
    /// Whether much has it, so that names and numbers go before it.
    pub(super) common: bool,
    /// Whether it is what a person is called.
    pub(super) is_name: bool,
    /// Whether it was theirs, and is not any more.
    pub(super) gone: bool,
    /// How its folded texts are cut into grams.
    pub(super) cut: Cut,
}

/// How a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// By few letters, too: whoever says a name or a telephone number may say little of it.
    ByFew,
    /// As it is.
    Whole,
    /// The last so many letters, and what it is as a whole.
    End(usize),
}

/// So many last letters of a machine's serial are found without the rest.
const SERIAL: usize = 8;

impl Trait {
    pub(super) fn new(kind: HitKind, text: String, folded: Vec<String>) -> Self {
        Self {
            kind,
            text,
            folded,
            rare: Vec::new(),
            gram: None,
            common: false,
            is_name: false,
            gone: false,
            cut: Cut::Whole,
        }
    }

    /// Whether its digits are those of a telephone number, as far as the index can tell.
    pub(super) fn is_phone(&self) -> bool {
        self.kind == HitKind::Customer && !self.is_name
    }

    pub(super) fn of_row(Found { what, id, text, means }: &Found) -> Self {
        let (order, machine) = (HitKind::Order(OrderId(*id)), HitKind::Appliance(ApplianceId(*id)));
        let letters = vec![fold(text)];
        let text = text.clone();
        let means = means.clone().unwrap_or_default();
        match what.as_str() {
            "serial" => Self { cut: Cut::End(SERIAL), ..Self::new(machine, text, letters) },
            "model" => Self::new(machine, text, letters),
            "order" => {
                let gram = (means == OPEN).then(|| IS_OPEN.to_owned());
                Self { gram, cut: Cut::End(TAIL), ..Self::new(order, text, letters) }
            }
            "brand" => {
                // 美的 is Meidi, though 的 is usually read otherwise; initials would be anybody's.
                let spelt = spellings(&text).into_iter().filter(|spelt| spelt.len() > INITIALS);
                let folded = letters.into_iter().chain(spelt).collect();
                Self { common: true, ..Self::new(machine, text, folded) }
            }
            "called" => Self { common: true, ..Self::new(machine, text, letters) },
            "said" => Self { common: true, ..Self::new(order, text, letters) },
            "category" => {
                let meant = Category::from_code(&means).map(Meant::Category);
                let gram = meant.and_then(|meant| meant.gram());
                Self { gram, common: true, ..Self::new(machine, text, Vec::new()) }
            }
            "fault" => {
                let gram = Meant::Fault(means).gram();
                Self { gram, common: true, ..Self::new(order, text, Vec::new()) }
            }
            _ => Self { gone: means == GONE, ..Self::new(HitKind::Customer, text, letters) },
        }
    }
}

/// How well a household fits: none if a scrap is nowhere. The trait that fits the first scrap best is the reason.
pub(super) fn judge<'a>(scraps: &[Scrap], traits: &'a [Trait]) -> Option<(u32, &'a Trait)> {
    let mut total = 0;
    let mut reason = None;
    for scrap in scraps {
        let (score, best) = traits
            .iter()
            .filter_map(|found_by| fit(scrap, found_by).map(|score| (score, found_by)))
            .max_by_key(|(score, _)| *score)?;
        total += score;
        reason = reason.or(Some(best));
    }

    reason.map(|reason| (total, reason))
}

/// Exact before beginning before end before inside; an order's or machine's number counts as much as a name, but digits
/// alone are the end of a telephone number before they are that of anything else. A rare reading counts a little less than
/// the usual one.
fn fit(scrap: &Scrap, found_by: &Trait) -> Option<u32> {
    if found_by.common {
        let is_meant = found_by.gram.as_ref().is_some_and(|gram| scrap.meant.contains(gram));
        let best = found_by.folded.iter().filter_map(|folded| place(&scrap.text, folded)).max();
        return best.or_else(|| is_meant.then_some(1));
    }
    let is_person = found_by.kind == HitKind::Customer;
    let best = found_by.folded.iter().filter_map(|folded| usual(scrap, folded, is_person)).max();
    let best = if found_by.gone { best.map(gone) } else { best };
    let rare = found_by.rare.iter().filter_map(|folded| rare(scrap, folded)).max();
    let mixed = || found_by.folded.iter().find_map(|folded| mixed(&scrap.text, folded));

    best.max(rare).or_else(|| found_by.is_name.then(mixed).flatten())
}

/// How well a scrap fits a text as it is usually written or read; `is_person` is whether it is the person's own.
pub(super) fn usual(scrap: &Scrap, folded: &str, is_person: bool) -> Option<u32> {
    let score = place(&scrap.text, folded)?;
    let rings = || is_person && scrap.text.bytes().all(|letter| letter.is_ascii_digit());

    Some(score * 2 + u32::from(score == END && rings()))
}

/// How much of that counts where it was theirs once: whoever has it now goes before, even before one who waits.
pub(super) fn gone(score: u32) -> u32 {
    score.div_ceil(2)
}

/// How well it fits a name as it is hardly ever read.
pub(super) fn rare(scrap: &Scrap, folded: &str) -> Option<u32> {
    place(&scrap.text, folded).map(|score| score * 2 - 1)
}

/// How well it fits to be the end of something.
const END: u32 = 3;

fn place(scrap: &str, folded: &str) -> Option<u32> {
    let at = folded.find(scrap)?;

    Some(match (at, folded.len() - scrap.len() - at) {
        (0, 0) => 8,
        (0, _) => 4,
        (_, 0) => END,
        _ => 1,
    })
}
