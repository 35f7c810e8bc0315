//! How a character behaves in a line: full-width, Han, opening or closing mark.

/// Takes a whole em in East Asian fonts.
pub(crate) fn is_wide(c: char) -> bool {
    matches!(
        c as u32,
        0x2E80..=0x303E
            | 0x3041..=0x33FF
            | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF
            | 0xF900..=0xFAFF
            | 0xFE30..=0xFE4F
            | 0xFF00..=0xFF60
            | 0xFFE0..=0xFFE6
            | 0x20000..=0x3FFFF
    )
}

/// A Chinese character or kana, but not a full-width mark.
pub(crate) fn is_han(c: char) -> bool {
    is_wide(c)
        && !matches!(
            c as u32,
            0x3000..=0x303F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0xFE30..=0xFE4F
        )
}

/// A bracket or quotation mark that ends something: ink in its left half.
pub(crate) fn is_closing_bracket(c: char) -> bool {
    "）》」』】〉〕”’".contains(c)
}

/// A stop or comma: ink in its left half in mainland fonts, in its middle in Taiwan's.
pub(crate) fn is_stop(c: char) -> bool {
    "，。、；：！？．".contains(c)
}

/// A bracket or quotation mark that begins something: ink in its right half.
pub(crate) fn is_opening(c: char) -> bool {
    "（《「『【〈〔“‘".contains(c)
}

/// Directs the text around it but shows nothing itself, so paper leaves it out.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c as u32,
            0xAD | 0x200B..=0x200F
                | 0x2028..=0x202E
                | 0x2060..=0x206F
                | 0xFE00..=0xFE0F
                | 0xFEFF
                | 0xE0000..=0xE0FFF
        )
}

/// The character that says the same as one that no font of ours has: the sign of a diameter, ticks and crosses.
pub(crate) fn stand_in(c: char) -> Option<char> {
    match c {
        '⌀' => Some('Ø'),
        '✔' => Some('✓'),
        '✕' | '✖' | '✗' | '✘' => Some('×'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_marks_are_wide_but_not_han() {
        for mark in "，。（）「」　￥".chars() {
            assert!(is_wide(mark) && !is_han(mark), "{mark}");
        }
    }

    #[test]
    fn characters_of_every_plane_are_han() {
        for han in "中㛃喆䶮𠅤𬱖𬎆あ".chars() {
            assert!(is_han(han), "{han}");
        }
    }

    #[test]
    fn letters_are_neither() {
        assert!(!is_wide('K') && !is_wide('é') && !is_wide('µ'));
    }
}
