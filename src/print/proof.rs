//! Proofs to look at: `BRANCHDESK_PROOFS=folder cargo test -p print -- --ignored proof`.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use locale::{Language, Locale};

use crate::job_sheet::tests::{english_sheet, sheet, traditional_sheet};
use crate::letter::tests::letter;
use crate::list::tests::route;
use crate::{Format, JobSheet, Paper, Press, Window};

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
fn proof_of_letters() {
    let mut long = letter();
    long.body = [long.body.as_str(); 4].join("\n\n");
    long.recipient[1] = long.recipient[1].repeat(4);
    for (name, letter) in [("letter", letter()), ("letter-long", long)] {
        let make = |press: &Press<'_>| press.letters(&[letter], Window::default());
        write(name, &in_language(Language::SimplifiedChinese, make));
    }
}

#[test]
#[ignore = "writes files to look at"]
fn proof_of_lists() {
    let upright = route(60);
    let lying = crate::List { is_wide: true, ..route(12) };
    for (name, list) in [("list", upright), ("list-wide", lying)] {
        write(name, &in_language(Language::SimplifiedChinese, |press| press.list(&list)));
    }
}

/// In release: `… cargo test --release -p print -- --ignored measure --nocapture`.
#[test]
#[ignore = "measures"]
fn measure_one_and_a_thousand() {
    for count in [1, 1000] {
        let sheets: Vec<JobSheet> = (0..count)
            .map(|at| JobSheet { number: format!("TH01-20261121-{at:04}"), ..sheet() })
            .collect();
        let begun = Instant::now();
        let finished = in_language(Language::SimplifiedChinese, |press| {
            press.run_job_sheets(&sheets, Format::A4, &mut |_| ControlFlow::Continue(()))
        })
        .unwrap();
        let (time, bytes) = (begun.elapsed().as_secs_f32(), finished.pdf.len());
        std::fs::write(folder().join(format!("run-{count}.pdf")), &finished.pdf).unwrap();
        std::io::Write::write_fmt(
            &mut std::io::stdout(),
            format_args!("proof: {count} sheets {time:.3} s {bytes} bytes {} MB\n", peak()),
        )
        .unwrap();
    }
}

/// The most memory this process ever had, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();

    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

#[test]
#[ignore = "writes files to look at"]
fn proof_of_job_sheets() {
    for (language, sheet) in sheets() {
        for format in [Format::A4, Format::A5] {
            let name = format!("sheet-{}-{format:?}", language.tag());
            write(
                &name,
                &in_language(language, |press| {
                    press.job_sheets(std::slice::from_ref(&sheet), format)
                }),
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
