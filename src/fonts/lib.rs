//! The letters: the bundled fonts, as bytes that screen and paper share.
//!
//! `ui` and `print` both read these slices, so each font is in the program once. The rare
//! characters of [`RARE_FILE`] are too big to be in the program and are read from a file when
//! the first one is met.

mod signs;

pub use signs::{SIGNS_FAMILY, signs};

use std::path::{Path, PathBuf};

/// Noto Sans SC Regular: simplified, traditional and the Latin of English. The face of every text in Chinese.
pub static SC_REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
/// Noto Sans SC Bold.
pub static SC_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");
/// Noto Sans TC Regular: first choice where Traditional Chinese is read.
pub static TC_REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansTC-Regular.ttf");
/// Source Sans Pro Regular: Latin with all its accents, Greek and Cyrillic, whose quotation marks are as narrow as
/// its letters. First choice where English is read; elsewhere for the names that the others cannot write. The
/// Latin of the others has the same design.
pub static LATIN_REGULAR: &[u8] = include_bytes!("../../assets/fonts/SourceSansPro-Regular.ttf");
/// Source Sans Pro Bold.
pub static LATIN_BOLD: &[u8] = include_bytes!("../../assets/fonts/SourceSansPro-Bold.ttf");

/// The family name of [`SC_REGULAR`] and [`SC_BOLD`].
pub const SC_FAMILY: &str = "Noto Sans SC";
/// The family name of [`TC_REGULAR`].
pub const TC_FAMILY: &str = "Noto Sans TC";
/// The family name of [`LATIN_REGULAR`] and [`LATIN_BOLD`].
pub const LATIN_FAMILY: &str = "Source Sans Pro";
/// The family name of the font in [`RARE_FILE`].
pub const RARE_FAMILY: &str = "HanaMinB";

/// The file with the characters of CJK extensions B to F.
pub const RARE_FILE: &str = "HanaMinB.ttf";

/// Where [`RARE_FILE`] lies: in `assets/fonts` beside the program or above it, where a package puts
/// it, or above the folder the program was started in. `None` when it was not installed.
pub fn rare_path() -> Option<PathBuf> {
    let program = std::env::current_exe().unwrap_or_default();
    let started = std::env::current_dir().unwrap_or_default();
    let above = |path: &Path| -> Vec<PathBuf> {
        path.ancestors().map(|folder| folder.join("assets/fonts")).collect()
    };
    let packaged = program.ancestors().nth(2).map(|prefix| prefix.join("share/branchdesk/fonts"));
    let folders = above(&program).into_iter().chain(packaged).chain(above(&started));

    folders.map(|folder| folder.join(RARE_FILE)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rare_font_is_found_from_a_build_folder() {
        assert!(super::rare_path().is_some_and(|path| path.ends_with("assets/fonts/HanaMinB.ttf")));
    }
}
