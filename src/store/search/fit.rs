//! What is looked for, what a household has, and how well the one fits the other.

use domain::{ApplianceId, Category, OrderId};
use uuid::Uuid;

use super::HitKind;
use super::grams::{ask, fold, spellings};

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

impl Scrap {
    /// What the index must be asked for; nothing for a scrap without letters.
    pub(super) fn ask(&self) -> Option<String> {
        let letters = ask(&self.text).join(" AND ");
        if letters.is_empty() {
            return None;
        }
        let meant = self.meant.iter().map(|gram| format!(" OR \"{gram}\"")).collect::<String>();

        Some(format!("(({letters}){meant})"))
    }
}

/// A row of `traits.sql` or `common.sql`: something that belongs to a household.
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
}

impl Trait {
    pub(super) fn new(kind: HitKind, text: String, folded: Vec<String>) -> Self {
        Self { kind, text, folded, rare: Vec::new(), gram: None, common: false }
    }

    pub(super) fn of_row(Found { what, id, text, means }: &Found) -> Self {
        let (order, machine) = (HitKind::Order(OrderId(*id)), HitKind::Appliance(ApplianceId(*id)));
        let letters = vec![fold(text)];
        let text = text.clone();
        let means = means.clone().unwrap_or_default();
        match what.as_str() {
            "appliance" => Self::new(machine, text, letters),
            "order" => Self::new(order, text, letters),
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
            _ => Self::new(HitKind::Customer, text, letters),
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
    let scrap_fits = |folded: &String| place(&scrap.text, folded);
    let best = |texts: &[String]| texts.iter().filter_map(scrap_fits).max();
    if found_by.common {
        let is_meant = found_by.gram.as_ref().is_some_and(|gram| scrap.meant.contains(gram));
        return best(&found_by.folded).or_else(|| is_meant.then_some(1));
    }
    let is_phone = found_by.kind == HitKind::Customer;
    let rings = is_phone && scrap.text.bytes().all(|letter| letter.is_ascii_digit());
    let usual = best(&found_by.folded).map(|score| score * 2 + u32::from(rings && score == END));
    let rare = best(&found_by.rare).map(|score| score * 2 - 1);

    usual.max(rare)
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
