//! Turns `locales/*/*.ftl` into the methods of `Locale`; the rules are in `generator.rs`.

mod generator;

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let variable = |name| env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let locales = variable("CARGO_MANIFEST_DIR").join("../../locales");
    let draft = env::var_os("LOCALE_DRAFT").is_some_and(|value| !value.is_empty());

    println!("cargo::rerun-if-changed={}", locales.display());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=generator.rs");
    println!("cargo::rerun-if-changed=generator");
    println!("cargo::rerun-if-env-changed=LOCALE_DRAFT");

    let generated = generator::generate(&locales, draft)?;
    for complaint in &generated.complaints {
        println!("cargo::error={complaint}");
    }
    for gap in &generated.gaps {
        println!("cargo::warning={gap}");
    }
    let out = variable("OUT_DIR");
    for (tag, words) in &generated.embedded {
        write(&out.join(format!("{tag}.ftl")), words)?;
    }
    write(&out.join("messages.rs"), &generated.methods)
}

/// Writes only what differs, so that unchanged words do not rebuild anything.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text)
}
