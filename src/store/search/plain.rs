//! Letters without their accents, and traditional characters as the simplified ones: what is typed plainly, or in the
//! other script, finds what is written.

use std::sync::LazyLock;

use hanconv::RawDictionary;

/// Letters by what they are without their marks, small ones only.
const MARKED: [(&str, &str); 29] = [
    ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
    ("ae", "æǣǽ"),
    ("b", "ḃḅḇ"),
    ("c", "çćĉċčḉ"),
    ("d", "ðďđḋḍḏḑḓ"),
    ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
    ("f", "ḟ"),
    ("g", "ĝğġģǧǵḡ"),
    ("h", "ĥħȟḣḥḧḩḫẖ"),
    ("i", "ìíîïĩīĭįıǐȉȋḭḯỉị"),
    ("j", "ĵǰ"),
    ("k", "ķǩḱḳḵ"),
    ("l", "ĺļľłḷḹḻḽ"),
    ("m", "ḿṁṃ"),
    ("n", "ñńņňǹṅṇṉṋ"),
    ("o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
    ("oe", "œ"),
    ("p", "ṕṗ"),
    ("r", "ŕŗřȑȓṙṛṝṟ"),
    ("s", "śŝşšșṡṣṥṧṩ"),
    ("ss", "ß"),
    ("t", "ţťŧțṫṭṯṱẗ"),
    ("th", "þ"),
    ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
    ("v", "ṽṿ"),
    ("w", "ŵẁẃẅẇẉẘ"),
    ("x", "ẋẍ"),
    ("y", "ýÿŷȳẏẙỳỵỷỹ"),
    ("z", "źżžẑẓẕ"),
];

/// The first and the last character of the block that nearly all that is written is in.
const BLOCK: std::ops::RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// Characters that are written otherwise in the simplified script.
struct Simplified {
    /// Those of the block, by their place in it; itself where nothing is simpler.
    block: Vec<char>,
    /// The few others, in their order.
    beyond: Vec<(char, char)>,
}

static SIMPLIFIED: LazyLock<Simplified> = LazyLock::new(|| {
    let mut simplified = Simplified { block: BLOCK.collect(), beyond: Vec::new() };
    for (traditional, simple) in RawDictionary::TSCharacters.iter() {
        let Some((from, to)) = traditional.chars().next().zip(simple.chars().next()) else {
            continue;
        };
        match simplified.block.get_mut(place_of(from)) {
            Some(letter) => *letter = to,
            None => simplified.beyond.push((from, to)),
        }
    }
    simplified.beyond.sort_unstable();
    // What is written for a character may itself be one that is written otherwise.
    for at in 0..simplified.block.len() {
        if let Some(simpler) = simplified.block.get(place_of(simplified.block[at])) {
            simplified.block[at] = *simpler;
        }
    }

    simplified
});

/// Where a character has its place in the block; far beyond it where it has none.
fn place_of(letter: char) -> usize {
    (letter as usize).wrapping_sub(*BLOCK.start() as usize)
}

/// The character as it is written in the simplified script. Where several traditional ones became one, that one.
pub(super) fn simplified(letter: char) -> char {
    let Simplified { block, beyond } = &*SIMPLIFIED;
    let known = || beyond.binary_search_by_key(&letter, |(from, _)| *from);

    block
        .get(place_of(letter))
        .copied()
        .unwrap_or_else(|| known().map_or(letter, |at| beyond[at].1))
}

/// Adds a small letter without its accents; whatever has none is added as it is.
pub(super) fn push(plain: &mut String, letter: char) {
    let is_latin = matches!(letter, '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let known = MARKED.iter().find(|(_, marked)| is_latin && marked.contains(letter));
    match known {
        Some((base, _)) => plain.push_str(base),
        None => plain.push(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_accents_and_nothing_else() {
        let mut plain = String::new();
        "renée gŵyn łódź straße phạm ærø 王小明 3号".chars().for_each(|c| push(&mut plain, c));

        assert_eq!(plain, "renee gwyn lodz strasse pham aero 王小明 3号");
    }

    #[test]
    fn traditional_characters_are_the_simplified_ones() {
        let all: String = "臺灣鐘鍾國廣東後裡薴台钟国曾Aé3".chars().map(simplified).collect();

        assert_eq!(all, "台湾钟钟国广东后里苎台钟国曾Aé3");
        // What was folded is not folded to something else.
        let again = BLOCK.map(simplified).find(|letter| simplified(*letter) != *letter);
        assert_eq!(again, None);
    }
}
