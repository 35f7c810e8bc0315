//! Top and foot of a job sheet: whose it is, which one it is.

use super::{Draft, Format};
use crate::flow::{Flow, THIN};
use crate::layout::{Align, Layout, Measure, Paragraph, Style};
use crate::page::{Area, Item, MM};

/// The sizes of the top, in points.
struct Sizes {
    height: f32,
    office: f32,
    name_lines: usize,
    title: f32,
    mark: f32,
    number: f32,
    bars: Area,
    qr: f32,
}

impl Sizes {
    fn of(format: Format) -> Self {
        let bars = |width: f32, height: f32| Area {
            x: 0.0,
            y: 0.0,
            width: width * MM,
            height: height * MM,
        };
        match format {
            Format::A4 => Self {
                height: 20.3 * MM,
                office: 12.5,
                name_lines: 2,
                title: 21.0,
                mark: 10.2,
                number: 14.0,
                bars: bars(50.0, 10.0),
                qr: 18.5 * MM,
            },
            Format::A5 => Self {
                height: 12.6 * MM,
                office: 10.5,
                name_lines: 1,
                title: 16.0,
                mark: 7.8,
                number: 11.5,
                bars: bars(46.0, 6.4),
                qr: 12.0 * MM,
            },
        }
    }
}

/// Draws the top of the first page.
pub(super) fn draw(draft: &Draft<'_>, flow: &mut Flow<'_>) {
    let sizes = Sizes::of(draft.format);
    let body = flow.body();
    let top = flow.take(sizes.height);
    let right = body.x + body.width;
    let bars_x = right - sizes.qr - 3.5 * MM - sizes.bars.width;
    let layout = &mut flow.layout;

    office(draft, layout, &sizes, Area { y: top, width: bars_x - body.x - 44.0 * MM, ..body });
    title(draft, layout, &sizes, (Measure::new(bars_x - 43.0 * MM, 41.0 * MM), top));
    layout.qr((right - sizes.qr, top), sizes.qr, &draft.sheet.number);
    let bars = Area { x: bars_x, y: top, ..sizes.bars };
    layout.code128(bars, &draft.sheet.number);
    let baseline = top + sizes.bars.height + sizes.number * 1.08;
    let number = (Align::Center, Style::bold(sizes.number));
    layout.aligned(Measure::new(bars_x, sizes.bars.width), baseline, number, &draft.sheet.number);
}

/// Logo, name, phone and address at the left.
fn office(draft: &Draft<'_>, layout: &mut Layout<'_>, sizes: &Sizes, area: Area) {
    let office = &draft.sheet.office;
    let mut measure = Measure::new(area.x, area.width);
    if let Some(picture) = office.logo.as_ref().filter(|picture| picture.height > 0) {
        let height = sizes.height * 0.6;
        let width = (height * picture.width as f32 / picture.height as f32).min(area.width / 2.0);
        let area = Area { width, height, ..area };
        layout.push(Item::Picture { area, picture: std::sync::Arc::clone(picture) });
        measure = Measure::new(area.x + width + 2.0 * MM, measure.width - width - 2.0 * MM);
    }
    let name = fitting(layout, measure, &office.name, sizes);
    let y = layout.paragraph(measure, area.y - 1.0, name, &office.name);
    let small = Style::regular(sizes.office * 0.62);
    let phone = draft.press.locale.paper_hotline(&office.phone);
    let lines = [(!office.phone.is_empty(), phone.as_str()), (true, office.address.as_str())];
    let mut baseline = y + small.ascent();
    for (_, line) in lines.into_iter().filter(|(is_known, line)| *is_known && !line.is_empty()) {
        layout.aligned(measure, baseline, (Align::Left, small), line);
        baseline += small.leading();
    }
}

/// The office's name in at most as many lines as there is room for.
fn fitting(layout: &Layout<'_>, measure: Measure, name: &str, sizes: &Sizes) -> Paragraph {
    let paragraph = |size: f32| Paragraph {
        leading: size * 1.2,
        ..Paragraph::new(Style::bold(size), Align::Left)
    };
    let is_short = |size: f32| {
        let style = Style::bold(size);
        let lines = layout.typesetter.wrap((style.weight, size), name, measure.width, 0.0);
        lines.len() <= sizes.name_lines
    };
    let steps = [1.0, 0.85, 0.7].map(|step| step * sizes.office);

    paragraph(steps.into_iter().find(|size| is_short(*size)).unwrap_or(sizes.office * 0.6))
}

/// What it is, and whether it was printed before.
fn title(
    draft: &Draft<'_>,
    layout: &mut Layout<'_>,
    sizes: &Sizes,
    (measure, top): (Measure, f32),
) {
    let title = draft.press.locale.paper_job_sheet();
    let size = if title.is_ascii() { sizes.title * 0.8 } else { sizes.title };
    let baseline = top + size;
    layout.aligned(measure, baseline, (Align::Center, Style::bold(size)), &spaced(&title));
    if draft.sheet.copy < 2 {
        return;
    }
    let copy = (draft.sheet.copy - 1).to_string();
    let mark = draft.press.locale.paper_copy_mark(&copy);
    let style = Style::bold(sizes.mark);
    let width = layout.typesetter.width(style.weight, style.size, &mark) + style.size * 1.4;
    let x = measure.x + (measure.width - width) / 2.0;
    let y = baseline + style.size * 0.55;
    layout.frame(Area { x, y, width, height: style.size * 1.5 }, 0.9);
    let place = Measure::new(x, width);
    layout.aligned(place, y + style.size * 1.1, (Align::Center, style), &mark);
}

/// A short Chinese title is set wide.
fn spaced(title: &str) -> String {
    if title.is_ascii() || title.chars().count() > 4 {
        return title.to_owned();
    }
    let characters: Vec<String> = title.chars().map(String::from).collect();

    characters.join(" ")
}

/// Draws the foot of a page: hotline and note, number, page of pages.
pub(super) fn margin(draft: &Draft<'_>, layout: &mut Layout<'_>, (page, pages): (usize, usize)) {
    let locale = draft.press.locale;
    let sheet = draft.sheet;
    let frame = draft.format.frame(String::new());
    let scale = draft.format.scale();
    let measure = Measure::new(frame.body.x, frame.body.width);
    let style = Style::regular(scale.label);
    let rule = frame.body.y + frame.body.height + 1.2 * MM;
    let baseline = rule + style.size * 1.25;
    let number = locale.paper_page(&page.to_string(), &pages.to_string());
    let printed = locale.paper_printed(&sheet.printed);
    let printed = if sheet.printed.is_empty() { "" } else { printed.as_str() };
    let right = [printed, sheet.number.as_str(), &number].join("    ");
    let hotline = locale.paper_hotline(&sheet.office.phone);
    let hotline = if sheet.office.phone.is_empty() { "" } else { hotline.as_str() };
    let note = locale.paper_sign_note();
    let note = if draft.is_small() { note.as_str() } else { "" };
    let left = [hotline, sheet.office.footer.as_str(), note];
    let left: Vec<&str> = left.into_iter().filter(|words| !words.is_empty()).collect();

    layout.horizontal(rule, measure, THIN);
    let wide = Measure::new(measure.x, measure.width * 0.58);
    layout.aligned(wide, baseline, (Align::Left, Style::bold(style.size)), &left.join("    "));
    layout.aligned(measure, baseline, (Align::Right, style), &right);
}
