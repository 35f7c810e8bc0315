//! What the tests of every paper share, and proofs to look at.
//!
//! `BRANCHDESK_PROOFS=folder cargo test -p print proof` leaves the papers as files in the folder.

use std::ops::ControlFlow;
use std::path::PathBuf;

use domain::Envelope;
use locale::{Language, Locale};

use crate::job_sheet::testing::{english_sheet, sheet, traditional_sheet};
use crate::letter::testing::letter;
use crate::list::tests::route;
use crate::text::{Script, Typesetter};
use crate::{Format, List, Paper, Press, Window};

/// The rare font of this checkout, wherever the tests are built.
pub(crate) fn rare() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/fonts").join(fonts::RARE_FILE)
}

/// A typesetter with all fonts.
pub(crate) fn typesetter(script: Script) -> Typesetter {
    Typesetter::new(script, Some(rare()))
}

/// What a press of this language makes.
pub(crate) fn in_language<T>(language: Language, make: impl FnOnce(&Press<'_>) -> T) -> T {
    let locale = Locale::new(language);
    make(&Press::with_rare_font(&locale, Some(rare())))
}

/// All text of a paper without spaces and line ends.
pub(crate) fn plain(paper: &Paper) -> String {
    (0..paper.pages.len()).map(|page| paper.text(page)).collect::<String>().replace(['\n', ' '], "")
}

/// Writes a paper as PDF and reads it back: as many pages, and nothing without a font.
fn prove(name: &str, paper: &Paper) {
    let pdf = paper.to_pdf().unwrap();
    let document = lopdf::Document::load_mem(&pdf).unwrap();

    assert_eq!(document.get_pages().len(), paper.pages.len(), "{name}");
    assert!(paper.missing.is_empty(), "{name}: {:?}", paper.missing);
    keep(name, &pdf);
}

/// Leaves a file to look at, where that was asked for.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("BRANCHDESK_PROOFS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(PathBuf::from(folder).join(format!("{name}.pdf")), pdf).unwrap();
    }
}

#[test]
fn proof_of_job_sheets() {
    let sheets = [
        (Language::SimplifiedChinese, sheet()),
        (Language::TraditionalChinese, traditional_sheet()),
        (Language::English, english_sheet()),
    ];
    let mut long = sheet();
    long.copy = 3;
    long.customer.address = "珠江新城花城大道68号环球都会广场A座2306室，".repeat(20);
    long.parts = (0..40).map(|at| long.parts[at % 2].clone()).collect();

    for format in [Format::A4, Format::A5] {
        for (language, sheet) in &sheets {
            let name = format!("sheet-{}-{format:?}", language.tag());
            let sheet = std::slice::from_ref(sheet);
            prove(&name, &in_language(*language, |press| press.job_sheets(sheet, format)));
        }
        let make = |press: &Press<'_>| press.job_sheets(std::slice::from_ref(&long), format);
        prove(&format!("sheet-long-{format:?}"), &in_language(Language::SimplifiedChinese, make));
    }
}

#[test]
fn proof_of_letters() {
    let mut long = letter();
    long.body = [long.body.as_str(); 4].join("\n\n");
    long.recipient[1] = long.recipient[1].repeat(4);

    for (name, letter) in [("letter", letter()), ("letter-long", long)] {
        let make = |press: &Press<'_>| press.letters(&[letter], Window::default());
        prove(name, &in_language(Language::SimplifiedChinese, make));
    }
    for envelope in Envelope::ALL {
        let make = |press: &Press<'_>| press.letters(&[letter()], Window::of(envelope));
        prove(&format!("letter-{envelope:?}"), &in_language(Language::SimplifiedChinese, make));
    }
}

#[test]
fn proof_of_lists() {
    let lying = List { is_wide: true, ..route(12) };

    for (name, list) in [("list", route(60)), ("list-wide", lying)] {
        prove(name, &in_language(Language::SimplifiedChinese, |press| press.list(&list)));
    }
}

#[test]
fn proof_of_a_run() {
    let sheets = vec![sheet(); 120];
    let finished = in_language(Language::SimplifiedChinese, |press| {
        press.run_job_sheets(&sheets, Format::A5, &mut |_| ControlFlow::Continue(()))
    });
    let finished = finished.unwrap();

    assert_eq!(finished.pages, 120);
    assert!(finished.pdf.len() < 120 * 10_000 + 200_000, "{}", finished.pdf.len());
    keep("run", &finished.pdf);
}
