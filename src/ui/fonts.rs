//! The letters on screen: the bundled fonts in place of whatever the computer has.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};

use iced::Font;
use iced::advanced::graphics::text::cosmic_text::FontSystem;
use iced::advanced::graphics::text::cosmic_text::fontdb::{Database, Source};
use iced::advanced::graphics::text::font_system;
use iced::font::{Family, Weight};

/// The face of every text. Which bundled family it means follows the language given to
/// [`install`], so it is also what a program should pass to iced as its default font.
pub const UI: Font = Font::DEFAULT;

/// The heavier face, for headings and figures. Traditional Chinese has no bold of its own and shares that of
/// Simplified. No text here has serifs, so the name of that family stands for whichever is heavier.
pub const BOLD: Font = Font { family: Family::Serif, weight: Weight::Bold, ..Font::DEFAULT };

/// The face whose letters are the icons.
pub(crate) const ICON: Font = Font::with_name("lucide");

/// The families that a language may put first.
pub(crate) const FAMILIES: [&str; 3] = [fonts::SC_FAMILY, fonts::TC_FAMILY, fonts::LATIN_FAMILY];

/// Which of them is first now.
static FIRST: AtomicUsize = AtomicUsize::new(0);

/// Which of [`FAMILIES`] is first now: letters are as wide as that one has them.
pub(crate) fn first() -> usize {
    FIRST.load(Ordering::Relaxed)
}

/// Replaces the computer's fonts by the bundled ones and puts the family of `language` (a tag
/// like `zh-TW`) first. Call it before the first window or picture, and again when the language
/// changes.
///
/// Nothing is copied: the fonts stay where the program was mapped, and the rare characters stay
/// in their file, of which only the pages that are met are read.
pub fn install(language: &str) {
    static LOADED: Once = Once::new();

    let Ok(mut system) = font_system().write() else { return };
    LOADED.call_once(|| {
        *system.raw() = FontSystem::new_with_locale_and_db(language.to_owned(), bundled());
    });
    let database = system.raw().db_mut();
    database.set_sans_serif_family(family(language));
    database.set_serif_family(heavier_family(language));
    let first = FAMILIES.iter().position(|name| *name == family(language));
    FIRST.store(first.unwrap_or_default(), Ordering::Relaxed);
}

/// The family that readers of `language` expect.
fn family(language: &str) -> &'static str {
    let traditional =
        ["zh-TW", "zh-HK", "zh-MO", "zh-Hant"].iter().any(|tag| language.starts_with(tag));

    match () {
        () if traditional => fonts::TC_FAMILY,
        () if language.starts_with("en") => fonts::LATIN_FAMILY,
        () => fonts::SC_FAMILY,
    }
}

/// The family of headings for readers of `language`: one that has a bold.
fn heavier_family(language: &str) -> &'static str {
    match family(language) {
        fonts::TC_FAMILY => fonts::SC_FAMILY,
        family => family,
    }
}

fn bundled() -> Database {
    let mut database = Database::new();
    // What a family lacks is taken from the first of these that has it.
    let letters = [
        fonts::SC_REGULAR,
        fonts::SC_BOLD,
        fonts::TC_REGULAR,
        fonts::LATIN_REGULAR,
        fonts::LATIN_BOLD,
    ];

    for bytes in letters.into_iter().chain([lucide_icons::LUCIDE_FONT_BYTES]) {
        database.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    database.load_font_source(Source::Binary(Arc::new(fonts::signs())));
    if let Some(path) = fonts::rare_path() {
        // Without the file a rare character is drawn as a box, as the package without it intends.
        let _ = database.load_font_file(path);
    }
    database.set_monospace_family(fonts::SC_FAMILY);
    database
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_readers_get_the_traditional_family() {
        assert_eq!(family("zh-TW"), fonts::TC_FAMILY);
        assert_eq!(family("zh-CN"), fonts::SC_FAMILY);
        assert_eq!(family("en"), fonts::LATIN_FAMILY);
        assert_eq!(heavier_family("zh-TW"), fonts::SC_FAMILY);
    }

    #[test]
    fn the_bundled_families_bear_the_names_that_we_ask_for() {
        let database = bundled();
        let names: Vec<_> =
            database.faces().flat_map(|face| &face.families).map(|(name, _)| name).collect();
        let families = [fonts::SC_FAMILY, fonts::TC_FAMILY, fonts::LATIN_FAMILY];
        for expected in families.into_iter().chain([fonts::SIGNS_FAMILY, "lucide"]) {
            assert!(names.iter().any(|name| *name == expected), "{expected} is not in {names:?}");
        }
    }
}
