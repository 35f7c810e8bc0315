//! Plain lists on paper: a title, columns, rows, totals; for route sheets and reports.

use serde::{Deserialize, Serialize};

use crate::flow::{Flow, Frame, Scale};
use crate::layout::{Align, Layout, Measure, Paragraph, Size, Style};
use crate::page::{Area, MM, Page};
use crate::paper::Paper;
use crate::press::{Part, Press};
use crate::table::{Column, Entry, Table};

/// A list, in words.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct List {
    /// What it is.
    pub title: String,
    /// What it covers: office, period, filter. May be empty.
    pub subtitle: String,
    /// Where and when it was printed. May be empty.
    pub footer: String,
    /// What each column shows.
    pub columns: Vec<ListColumn>,
    /// As many cells as columns in each.
    pub rows: Vec<Vec<String>>,
    /// Printed bold under the last row; empty if there is none.
    pub totals: Vec<String>,
    /// Whether the paper lies.
    pub is_wide: bool,
}

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListColumn {
    /// Its heading.
    pub title: String,
    /// Its part of the width, in proportion to the others'.
    pub share: f32,
    /// Numbers stand at the right and are narrowed to fit; text is wrapped.
    pub is_number: bool,
}

const MARGIN: f32 = 15.0 * MM;
const SCALE: Scale = Scale {
    value: 9.0,
    label: 8.0,
    row: 6.0 * MM,
    hand: 8.0 * MM,
    pad: 3.0,
    strip: 0.0,
    gap: 3.0 * MM,
    beside: false,
};

impl Press<'_> {
    /// A list, its header on every page, its rows never cut.
    pub fn list(&self, list: &List) -> Paper {
        let part = || Part { title: list.title.clone(), pages: pages(self, list) };

        self.paper(list.title.clone(), std::iter::once_with(part))
    }
}

fn size(list: &List) -> Size {
    let (short, long) = (210.0 * MM, 297.0 * MM);

    if list.is_wide {
        Size { width: long, height: short }
    } else {
        Size { width: short, height: long }
    }
}

fn pages(press: &Press<'_>, list: &List) -> Vec<Page> {
    let size = size(list);
    let body = Area {
        x: MARGIN,
        y: MARGIN,
        width: size.width - 2.0 * MARGIN,
        height: size.height - 2.0 * MARGIN - 4.0 * MM,
    };
    let frame = Frame { size, body, running: list.title.clone() };
    let mut flow = Flow::new(&press.typesetter, frame, SCALE);

    heading(&mut flow, list);
    flow.table(&table(list));
    let count = press.locale.paper_rows(list.rows.len());
    flow.finish(|layout, page, pages| {
        let number = press.locale.paper_page(&page.to_string(), &pages.to_string());
        let left = [list.footer.as_str(), count.as_str()];
        let left: Vec<&str> = left.into_iter().filter(|words| !words.is_empty()).collect();
        foot(layout, size, (&left.join("    "), &number));
    })
}

fn heading(flow: &mut Flow<'_>, list: &List) {
    let measure = flow.measure();
    let lines = [(list.title.as_str(), Style::bold(15.0)), (&list.subtitle, Style::regular(9.0))];
    for (text, style) in lines.into_iter().filter(|(text, _)| !text.is_empty()) {
        let how = Paragraph::new(style, Align::Left);
        let end = flow.layout.paragraph(measure, flow.y(), how, text);
        flow.skip(end - flow.y());
    }
    flow.skip(2.5 * MM);
    flow.layout.horizontal(flow.y(), measure, 0.9);
}

fn table(list: &List) -> Table {
    let columns: Vec<Column> = list
        .columns
        .iter()
        .map(|column| Column {
            head: column.title.clone(),
            share: column.share.max(0.01),
            align: if column.is_number { Align::Right } else { Align::Left },
        })
        .collect();
    let mut rows: Vec<Vec<Entry>> =
        list.rows.iter().map(|row| row.iter().cloned().map(Entry::Text).collect()).collect();
    if !list.totals.is_empty() {
        rows.push(list.totals.iter().cloned().map(Entry::Strong).collect());
    }

    Table { columns, rows, least: SCALE.row }
}

fn foot(layout: &mut Layout<'_>, size: Size, (left, number): (&str, &str)) {
    let measure = Measure::new(MARGIN, size.width - 2.0 * MARGIN);
    let rule = size.height - MARGIN;
    let style = Style::regular(8.0);

    layout.horizontal(rule, measure, 0.4);
    let wide = Measure::new(measure.x, measure.width * 0.75);
    layout.aligned(wide, rule + 12.0, (Align::Left, style), left);
    layout.aligned(measure, rule + 12.0, (Align::Right, style), number);
}

#[cfg(test)]
pub(crate) mod tests {
    use locale::Language;

    use super::*;
    use crate::testing::in_language;

    pub(crate) fn route(stops: usize) -> List {
        let column = |title: &str, share, is_number| ListColumn {
            title: title.to_owned(),
            share,
            is_number,
        };
        let row = |at: usize| {
            let address = "天河区珠江新城花城大道 68 号环球都会广场 A 座 2306 室";
            [
                &(at + 1).to_string(),
                &format!("{}:30–{}:30", 8 + at % 9, 9 + at % 9),
                &format!("TH01-20261121-{at:04}"),
                "陈䶮𬎆",
                &address.repeat(1 + at % 2),
                &format!("{}.00", 30 + at),
            ]
            .map(str::to_owned)
            .to_vec()
        };

        List {
            title: "陈志强 路线单".to_owned(),
            subtitle: "2026年11月23日 周一 · 天河服务网点".to_owned(),
            footer: "2026-11-22 17:40".to_owned(),
            columns: vec![
                column("序", 0.5, true),
                column("时间", 1.4, false),
                column("服务单号", 2.2, false),
                column("客户", 1.2, false),
                column("地址", 4.0, false),
                column("应收（元）", 1.2, true),
            ],
            rows: (0..stops).map(row).collect(),
            totals: ["", "", "", "", "合计", "1,234.00"].map(str::to_owned).to_vec(),
            is_wide: false,
        }
    }

    fn print(list: &List) -> Paper {
        in_language(Language::SimplifiedChinese, |press| press.list(list))
    }

    #[test]
    fn every_row_is_there_once_under_a_header() {
        let paper = print(&route(80));

        assert!(paper.pages.len() > 1);
        for page in 0..paper.pages.len() {
            assert!(paper.text(page).contains("服务单号"));
        }
        let text: String = (0..paper.pages.len()).map(|page| paper.text(page)).collect();
        for at in 0..80 {
            assert_eq!(text.matches(&format!("TH01-20261121-{at:04}")).count(), 1);
        }
        assert!(text.contains("1,234.00") && text.contains("共 80 条"), "{text}");
    }

    #[test]
    fn a_list_without_rows_still_says_what_it_is() {
        let paper = print(&List { rows: Vec::new(), totals: Vec::new(), ..route(0) });

        assert_eq!(paper.pages.len(), 1);
        assert!(paper.text(0).contains("路线单"));
    }

    #[test]
    fn a_row_with_too_few_cells_leaves_the_rest_empty() {
        let mut short = route(1);
        short.rows.push(vec!["2".to_owned()]);

        assert_eq!(print(&short).pages.len(), 1);
    }
}
