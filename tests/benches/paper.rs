//! Job sheets as PDF, one and a thousand, from the demo city's records to bytes: what printing one takes at a desk.
//! Beside them stands printpdf alone with the same words in a font that need not be embedded.

use std::path::Path;

use domain::VisitId;
use engine::{Clock, Engine, Progress};
use locale::Language;
use print::Paper;
use printpdf::{
    BuiltinFont, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use store::{Store, VisitFilter};

use super::table::{Table, forget_peak, ms, peak_mb, percentile, seconds, time};

const MANY: usize = 1_000;

pub fn measure(folder: &Path, table: &mut Table) {
    let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let folder = folder.join("paper");
    let engine = Engine::open(&folder, Clock::System).expect("a folder");
    waiter.block_on(engine.try_demo(Progress::new())).expect("room on the disk");
    let visits = visits(&folder);
    let sheets = |visits: &[VisitId]| {
        let laid_out = engine.job_sheets(visits.to_vec(), Language::SimplifiedChinese);
        let paper = waiter.block_on(laid_out).expect("sheets").paper;
        let pdf = paper.to_pdf().expect("a PDF");
        (paper, pdf)
    };

    let (mut times, mut floors) = (Vec::new(), Vec::new());
    for visit in visits.iter().take(20) {
        let (took, (paper, _)) = time(|| sheets(&[*visit]));
        times.push(took);
        floors.push(time(|| bare(&paper)).0);
    }
    let (one, floor) = (percentile(&mut times, 0.5), percentile(&mut floors, 0.5));
    let against = "printpdf alone, the same words, no font embedded";
    let ratio = one.as_secs_f64() / floor.as_secs_f64();
    table.row("one job sheet, from records to PDF", ms(one), against, Some(ratio));

    forget_peak();
    let (took, (paper, pdf)) = time(|| sheets(&visits));
    let figure = format!(
        "{} · {:.1} ms each · {:.1} MB · {} MB at most",
        seconds(took),
        took.as_secs_f64() * 1e3 / visits.len() as f64,
        pdf.len() as f64 / 1e6,
        peak_mb()
    );
    let floor = time(|| bare(&paper)).0;
    let ratio = took.as_secs_f64() / floor.as_secs_f64();
    table.row(&format!("{} job sheets to one PDF", visits.len()), figure, against, Some(ratio));
}

/// As many visits as are printed, whatever became of them.
fn visits(folder: &Path) -> Vec<VisitId> {
    let mut store = Store::open_reader(&folder.join(engine::DATABASE)).expect("a database");
    let rows = store.read(|session| session.visits(&VisitFilter::default()));
    let mut visits: Vec<_> = rows.expect("visits").into_iter().map(|row| row.id).collect();
    assert!(visits.len() >= MANY, "the demo city has {} visits", visits.len());
    visits.truncate(MANY);

    visits
}

fn bare(paper: &Paper) -> Vec<u8> {
    let page = |page: usize| {
        let font = PdfFontHandle::Builtin(BuiltinFont::Helvetica);
        let mut ops = vec![Op::StartTextSection, Op::SetFont { font, size: Pt(9.0) }];
        for (line, words) in paper.text(page).lines().enumerate() {
            let pos = Point { x: Pt(40.0), y: Pt(800.0 - 6.0 * line as f32) };
            let items = vec![TextItem::Text(words.to_owned())];
            ops.extend([Op::SetTextCursor { pos }, Op::ShowText { items }]);
        }
        ops.push(Op::EndTextSection);
        PdfPage::new(Mm(210.0), Mm(297.0), ops)
    };
    let mut document = PdfDocument::new("bare");
    document.with_pages((0..paper.pages.len()).map(page).collect());

    document.save(&PdfSaveOptions::default(), &mut Vec::new())
}
