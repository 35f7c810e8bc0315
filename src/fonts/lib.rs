//! The letters: the bundled fonts, as bytes that screen and paper share.
//!
//! `ui` and `print` both read these slices, so each font is in the program once. The rare
//! characters of [`RARE_FILE`] are too big to be in the program and are read from a file when
//! the first one is met.

use std::path::{Path, PathBuf};

/// Noto Sans SC Regular: simplified, traditional and Latin. The face of every text.
pub static SC_REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Regular.ttf");
/// Noto Sans SC Bold.
pub static SC_BOLD: &[u8] = include_bytes!("../../assets/fonts/NotoSansSC-Bold.ttf");
/// Noto Sans TC Regular: first choice where Traditional Chinese is read.
pub static TC_REGULAR: &[u8] = include_bytes!("../../assets/fonts/NotoSansTC-Regular.ttf");

/// The family name of [`SC_REGULAR`] and [`SC_BOLD`].
pub const SC_FAMILY: &str = "Noto Sans SC";
/// The family name of [`TC_REGULAR`].
pub const TC_FAMILY: &str = "Noto Sans TC";
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
