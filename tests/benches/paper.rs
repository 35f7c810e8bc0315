//! Job sheets as PDF, one and a thousand.

use locale::{Language, Locale};
use print::{Fault, Format, JobSheet, Press};

use super::table::{Table, ms, peak_mb, percentile, seconds, time};

pub fn measure(table: &mut Table) {
    let locale = Locale::new(Language::SimplifiedChinese);
    let press = Press::new(&locale);
    let sheet = |n: u32| JobSheet {
        number: format!("SH01-A{n:05}"),
        fault: Fault {
            description: "开机十分钟后外机停转，面板显示 E6，更换插座后依旧。".to_owned(),
            ..Fault::default()
        },
        ..JobSheet::default()
    };
    let mut times: Vec<_> = (0..20)
        .map(|n| time(|| press.job_sheets(&[sheet(n)], Format::A4).to_pdf().expect("a PDF")).0)
        .collect();
    let one = percentile(&mut times, 0.5);
    table.row("one job sheet to PDF", ms(one), "", None);

    let sheets: Vec<JobSheet> = (0..1_000).map(sheet).collect();
    let (took, pdf) = time(|| press.job_sheets(&sheets, Format::A4).to_pdf().expect("a PDF"));
    let ratio = took.as_secs_f64() / (one.as_secs_f64() * 1_000.0);
    let figure =
        format!("{} · {:.1} MB · {} MB at most", seconds(took), pdf.len() as f64 / 1e6, peak_mb());
    table.row("1,000 job sheets to one PDF", figure, "a thousand times one", Some(ratio));
}
