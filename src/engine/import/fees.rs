//! What holds of work that a list says the cost of, and not whether that was paid.

use spreadsheet::Mapping;

use super::Inspection;

/// The choice of a mapping under which this is kept.
const CHOICE: &str = "fees";
const PAID: &str = "paid";
const NOTED: &str = "noted";

/// What holds of the cost of finished work where no column says what was paid, and the state of a job does not either.
/// Kept with the mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fees {
    /// It is still to be paid, for jobs of the time that stays open.
    #[default]
    Owed,
    /// It was paid.
    Paid,
    /// Nobody knows: the cost stays words beside the order.
    Noted,
}

impl Fees {
    /// All, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Owed, Self::Paid, Self::Noted];

    /// What was chosen for a mapping.
    pub fn of(mapping: &Mapping) -> Self {
        match mapping.choices.get(CHOICE).map(String::as_str) {
            Some(PAID) => Self::Paid,
            Some(NOTED) => Self::Noted,
            _ => Self::Owed,
        }
    }

    /// Chooses this for a mapping.
    pub fn choose(self, mapping: &mut Mapping) {
        let word = match self {
            Self::Owed => {
                mapping.choices.remove(CHOICE);
                return;
            }
            Self::Paid => PAID,
            Self::Noted => NOTED,
        };
        mapping.choices.insert(CHOICE.to_owned(), word.to_owned());
    }
}

impl Inspection {
    /// Whether it says what work cost and not whether that was paid, so that somebody has to say what holds.
    pub fn leaves_payment_open(&self) -> bool {
        let is_filled = |field| self.mapping.source(field).is_some();

        is_filled("amount") && is_filled("result") && !is_filled("paid")
    }
}
