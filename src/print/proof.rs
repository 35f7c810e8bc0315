//! Proofs to look at: `BRANCHDESK_PROOFS=folder cargo test -p print -- --ignored proof`.

use std::path::PathBuf;
use std::time::Instant;

use locale::{Language, Locale};

use crate::job_sheet::tests::{english_sheet, sheet, traditional_sheet};
use crate::{Format, JobSheet, Paper, Press};

fn folder() -> PathBuf {
    let folder = std::env::var_os("BRANCHDESK_PROOFS").map_or_else(std::env::temp_dir, Into::into);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(name: &str, paper: &Paper) {
    std::fs::write(folder().join(format!("{name}.pdf")), paper.to_pdf().unwrap()).unwrap();
}

fn in_language<T>(language: Language, make: impl FnOnce(&Press<'_>) -> T) -> T {
    let locale = Locale::new(language);
    make(&Press::with_rare_font(&locale, Some(crate::text::tests::rare())))
}

fn sheets() -> [(Language, JobSheet); 3] {
    [
        (Language::SimplifiedChinese, sheet()),
        (Language::TraditionalChinese, traditional_sheet()),
        (Language::English, english_sheet()),
    ]
}

#[test]
#[ignore = "writes files to look at"]
fn proof_of_job_sheets() {
    for (language, sheet) in sheets() {
        for format in [Format::A4, Format::A5] {
            let name = format!("sheet-{}-{format:?}", language.tag());
            write(
                &name,
                &in_language(language, |press| press.job_sheets(&[sheet.clone()], format)),
            );
        }
    }
    let mut long = sheet();
    long.copy = 3;
    long.customer.address = "珠江新城花城大道68号环球都会广场A座2306室，".repeat(20);
    long.parts = (0..40).map(|at| long.parts[at % 2].clone()).collect();
    for format in [Format::A4, Format::A5] {
        write(
            &format!("sheet-long-{format:?}"),
            &in_language(Language::SimplifiedChinese, |press| {
                press.job_sheets(&[long.clone()], format)
            }),
        );
    }
}
