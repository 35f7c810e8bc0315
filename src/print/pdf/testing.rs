//! What is in the file, read back.

use lopdf::{Document, Object};

use crate::layout::{Align, Layout, Measure, Paragraph, Size, Style};
use crate::paper::{Bookmark, Paper};
use crate::testing::typesetter;
use crate::text::Script;

const TEXT: &str = "陈𬎆女士 KFR-72GW/BpDNT，珠江新城；喆㛃䶮𬱖𠅤 office";

fn paper() -> Paper {
    let typesetter = typesetter(Script::Simplified);
    let mut layout = Layout::new(&typesetter, Size { width: 595.0, height: 842.0 });
    let how = Paragraph::new(Style::regular(10.0), Align::Justify);
    layout.paragraph(Measure::new(40.0, 500.0), 40.0, how, TEXT);
    layout.new_page();
    layout.text(40.0, 40.0, Style::bold(12.0), "第二页");

    Paper {
        title: "派工单 试印".to_owned(),
        language: "zh-CN",
        pages: layout.finish(|_, _, _| ()),
        bookmarks: vec![Bookmark { title: "一".to_owned(), page: 1 }],
        missing: typesetter.missing(),
        rare: typesetter.faces().rare_if_read(),
    }
}

fn read_back() -> Document {
    Document::load_mem(&paper().to_pdf().unwrap()).unwrap()
}

#[test]
fn the_same_characters_come_back_rare_ones_included() {
    let text = read_back().extract_text(&[1]).unwrap();

    assert_eq!(text.replace(['\n', ' '], ""), TEXT.replace(' ', ""));
}

#[test]
fn a_viewer_is_told_language_size_and_title() {
    let document = read_back();
    let catalog = document.catalog().unwrap();
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();

    assert_eq!(document.version, "1.7");
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"zh-CN");
    assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
    assert_eq!(preferences.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
    assert_eq!(document.get_pages().len(), 2);
}

#[test]
fn fonts_are_embedded_in_part() {
    let document = read_back();
    let fonts: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| dictionary.has_type(b"FontDescriptor"))
        .filter_map(|dictionary| dictionary.get(b"FontName").and_then(Object::as_name).ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();

    assert_eq!(fonts.len(), 3, "{fonts:?}");
    assert!(fonts.iter().all(|name| name.as_bytes()[6] == b'+'), "{fonts:?}");
    assert!(paper().to_pdf().unwrap().len() < 60_000);
}

#[test]
fn what_is_printed_once_is_printed_the_same_again() {
    let [first, second] = [paper().to_pdf().unwrap(), paper().to_pdf().unwrap()];

    assert!(first == second);
}
