//! Carries the articles that come with the program: every file below `assets/knowledge`, by its language.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/knowledge");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut list = String::from("[\n");
    for language in ["en", "zh-CN", "zh-TW"] {
        println!("cargo::rerun-if-changed={}", folder.join(language).display());
        for file in files(&folder.join(language))? {
            let file = file.canonicalize()?;
            println!("cargo::rerun-if-changed={}", file.display());
            // Text, as a literal: a path may hold anything.
            let text = fs::read_to_string(&file)?;
            // Writing to a string never fails.
            let _ = writeln!(list, "    ({language:?}, {text:?}),");
        }
    }
    list.push(']');
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or(io::ErrorKind::NotFound)?;

    fs::write(out.join("starters.rs"), list)
}

/// The texts in a folder, by name; none where there is no such folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    files.sort();

    Ok(files)
}
