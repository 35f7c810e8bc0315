//! What a household is judged by, folded, in one text beside its row of the index: most of those whom the index names are
//! judged without reading a single record.
//!
//! A line for each text: `n` a name as it is written or usually read, `r` as it is hardly ever read, `c` another text of
//! the person's (a number, an address), `g` one that is theirs no more, `o` what belongs to a machine or an order, `O` that of an open order. The last
//! line says what the words of the index were.

use super::HitKind;
use super::fit::{Scrap, Trait, gone, rare, usual};
use super::grams::mixed;

/// How much an open order counts, for each scrap: whoever waits goes before a name that begins like the scrap, not before
/// one that is the scrap.
const OPEN: u32 = 7;

#[derive(Default)]
pub(super) struct Held(String);

impl Held {
    /// Takes up one thing that a household is found by. What many have is not held.
    pub(super) fn take(&mut self, found_by: &Trait) {
        if found_by.common {
            return;
        }
        let usual = match found_by.kind {
            HitKind::Customer if found_by.is_name => 'n',
            HitKind::Customer if found_by.gone => 'g',
            HitKind::Customer => 'c',
            HitKind::Appliance(_) | HitKind::Order(_) if found_by.gram.is_some() => 'O',
            HitKind::Appliance(_) | HitKind::Order(_) => 'o',
        };
        found_by.folded.iter().for_each(|folded| self.line(usual, folded));
        found_by.rare.iter().for_each(|folded| self.line('r', folded));
    }

    fn line(&mut self, sign: char, folded: &str) {
        self.0.push(sign);
        self.0.push_str(folded);
        self.0.push('\n');
    }

    /// The text, with what tells other words from these.
    pub(super) fn sealed(mut self, words: &str) -> String {
        let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        self.line('#', &format!("{hash:x}"));

        self.0
    }
}

/// How well a household fits by what is held of it; none where a scrap is nowhere in it.
pub(super) fn judge(scraps: &[Scrap], held: &str) -> Option<u32> {
    let mut total = 0;
    for scrap in scraps {
        total += held.lines().filter_map(|line| fit(scrap, line)).max()?;
    }
    let waits = held.lines().any(|line| line.starts_with('O'));

    Some(total + if waits { OPEN * scraps.len() as u32 } else { 0 })
}

fn fit(scrap: &Scrap, line: &str) -> Option<u32> {
    let mut letters = line.chars();
    let sign = letters.next()?;
    let folded = letters.as_str();

    match sign {
        'n' => usual(scrap, folded, true).or_else(|| mixed(&scrap.text, folded)),
        'c' => usual(scrap, folded, true),
        'g' => usual(scrap, folded, true).map(gone),
        'o' | 'O' => usual(scrap, folded, false),
        'r' => rare(scrap, folded),
        _ => None,
    }
}
