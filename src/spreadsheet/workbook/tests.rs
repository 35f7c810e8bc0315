//! Workbooks as other programs write them, and as they should not be.

use std::io::Write as _;
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::line::LineFault;
use crate::table::{OpenError, Options, Table};

/// A packed workbook with these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let options = if *name == "mimetype" { plain } else { SimpleFileOptions::default() };
        zip.start_file(*name, options).expect("a name");
        zip.write_all(text.as_bytes()).expect("memory");
    }

    zip.finish().expect("memory").into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
/// The second style is a day.
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// An .xlsx with these sheets, each with its name, what its tag says besides, and its rows.
fn xlsx(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let (mut names, mut links, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, besides, rows)) in sheets.iter().enumerate() {
        let id = at + 1;
        names += &format!(r#"<sheet name="{name}" sheetId="{id}" r:id="r{id}" {besides}/>"#);
        links += &format!(
            r#"<Relationship Id="r{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{id}.xml"/>"#
        );
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:D9"/><sheetData>{rows}</sheetData></worksheet>"#
        );
        parts.push((format!("xl/worksheets/sheet{id}.xml"), sheet));
    }
    let book = format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>"#
    );
    let links = format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    );
    let mut all = vec![
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/styles.xml", STYLES),
    ];
    all.extend(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())));

    packed(&all)
}

/// A row of texts.
fn row(number: usize, texts: &[&str]) -> String {
    let cell = |(at, text): (usize, &&str)| {
        let column = char::from(b'A' + u8::try_from(at).expect("few columns"));
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: String = texts.iter().enumerate().map(cell).collect();

    format!(r#"<row r="{number}">{cells}</row>"#)
}

fn open(bytes: &[u8], sheet: Option<&str>) -> Result<Table, OpenError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("book");
    std::fs::write(&path, bytes).expect("room");
    open_at(&path, sheet)
}

fn open_at(path: &Path, sheet: Option<&str>) -> Result<Table, OpenError> {
    Table::open(path, Options { sheet: sheet.map(str::to_owned), ..Options::default() })
}

fn lines(table: Table) -> Vec<(u64, Vec<String>)> {
    let line = |line: Result<crate::Line, _>| {
        let line = line.expect("a line");
        (line.number, line.cells.iter().map(str::to_owned).collect())
    };
    table.map(line).collect()
}

fn jobs() -> String {
    row(2, &["Name", "Day", "Phone", "Price"])
        + r#"<row r="3"><c r="A3" t="inlineStr"><is><t>王小明</t></is></c><c r="B3" s="1"><v>45356</v></c><c r="C3"><v>13812345678</v></c><c r="D3"><v>0.30000000000000004</v></c></row>"#
        + r#"<row r="4"><c r="A4" t="str"><f>1</f><v>Ann</v></c><c r="B4" s="1"><v>45356.75</v></c></row>"#
        + r#"<row r="9"><c r="C9"><v>7</v></c></row>"#
}

#[test]
fn the_first_sheet_with_anything_in_it_is_read_with_days_and_numbers_as_people_write_them() {
    let book = xlsx(&[("Cover", "", ""), ("Jobs", "", &jobs())]);
    let table = open(&book, None).expect("a table");

    assert_eq!((table.sheet(), table.sheets().len()), (Some("Jobs"), 2));
    assert_eq!(table.headers(), ["Name", "Day", "Phone", "Price"]);
    assert_eq!(table.written_in(), "Excel (.xlsx)");
    let expected = [
        (3, vec!["王小明", "2024-03-05", "13812345678", "0.3"]),
        (4, vec!["Ann", "2024-03-05 18:00"]),
        (9, vec!["", "", "7"]),
    ];
    let expected = expected.map(|(at, it)| (at, it.into_iter().map(str::to_owned).collect()));
    assert_eq!(lines(table), expected);
}

#[test]
fn a_sheet_is_chosen_by_name_and_a_hidden_one_is_not_offered() {
    let others = row(1, &["Part", "Price"]) + &row(2, &["Belt", "9"]);
    let book = xlsx(&[
        ("Jobs", "", &jobs()),
        ("Secret", r#"state="hidden""#, &others),
        ("Parts", "", &others),
    ]);
    let table = open(&book, Some(" parts ")).expect("a table");
    assert_eq!(
        (table.headers(), table.sheet()),
        (&["Part", "Price"].map(str::to_owned)[..], Some("Parts"))
    );
    assert_eq!(table.sheets(), ["Jobs", "Parts"]);
    let missing = open(&book, Some("Bills"));
    assert!(
        matches!(missing, Err(OpenError::NoSuchSheet { name, sheets }) if name == "Bills" && sheets.len() == 2)
    );
    let empty = xlsx(&[("One", "", ""), ("Two", "", r#"<row r="1"><c r="A1" s="1"/></row>"#)]);
    assert!(matches!(open(&empty, None), Err(OpenError::Empty)));
}

#[test]
fn what_is_too_wide_or_too_long_is_refused_line_by_line_as_in_a_text_file() {
    let long = "x".repeat(40_000);
    let rows = row(1, &["Name", "Note"])
        + &row(2, &["Ann", &long])
        + r#"<row r="3"><c r="ZZ3"><v>1</v></c></row>"#
        + &row(4, &["Ben", "short", "more"])
        + &row(5, &["Cay", "short"]);
    let table = open(&xlsx(&[("Jobs", "", &rows)]), None).expect("a table");
    let faults: Vec<_> = table
        .map(|line| line.map_err(|problem| (problem.number, problem.why)).map(|it| it.number))
        .collect();

    assert_eq!(
        faults,
        [
            Err((2, LineFault::CellTooLong { column: 2, limit: 32 * 1024 })),
            Err((3, LineFault::TooManyColumns { limit: 500 })),
            Err((4, LineFault::MoreCellsThanHeaders { found: 3, expected: 2 })),
            Ok(5),
        ]
    );
}

#[test]
fn a_workbook_that_unpacks_to_more_than_memory_holds_is_refused_unread() {
    let texts = "<si><t>x</t></si>".repeat(9 * 1024 * 1024);
    let bomb = packed(&[
        ("[Content_Types].xml", TYPES),
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/sharedStrings.xml", &texts),
    ]);
    assert!(bomb.len() < 2 * 1024 * 1024, "{}", bomb.len());
    assert!(matches!(open(&bomb, None), Err(OpenError::TooLarge)));

    let cell = format!("<c><v>{}</v></c>", "1".repeat(2 * 1024 * 1024));
    let book = xlsx(&[("Jobs", "", &format!("<row>{cell}</row>"))]);
    assert!(matches!(open(&book, None), Err(OpenError::TooLarge)));
}

#[test]
fn a_damaged_workbook_is_told_from_a_sound_one() {
    let whole = xlsx(&[("Jobs", "", &jobs())]);
    for end in [whole.len() / 3, whole.len() * 2 / 3, whole.len() - 30] {
        assert!(matches!(open(&whole[..end], None), Err(OpenError::Damaged)), "{end}");
    }
    let mut bent = whole.clone();
    let at = whole.windows(10).position(|it| it == b"sheet1.xml").expect("a part") + 40;
    bent[at..at + 20].fill(0xff);
    assert!(matches!(open(&bent, None), Err(OpenError::Damaged)));
    let hollow = packed(&[("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<workbook>")]);
    assert!(matches!(open(&hollow, None), Err(OpenError::Damaged | OpenError::Empty)));

    let torn = xlsx(&[("Jobs", "", &(jobs() + r#"<row r="10"><c r="A10"><v>oops</x></c>"#))]);
    let table = open(&torn, None).expect("it begins well");
    let last = table.last().expect("lines");
    assert!(matches!(last.map_err(|it| it.why), Err(LineFault::Unreadable(_))));
}

const MANIFEST: &str = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

fn ods(manifest: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Jobs">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ])
}

fn ods_text(text: &str, besides: &str) -> String {
    format!(
        r#"<table:table-cell office:value-type="string" {besides}><text:p>{text}</text:p></table:table-cell>"#
    )
}

#[test]
fn an_opendocument_spreadsheet_is_read_and_one_that_pretends_to_be_endless_is_not() {
    let head = format!(
        "<table:table-row>{}{}</table:table-row>",
        ods_text("Name", ""),
        ods_text("Day", "")
    );
    let line = format!(
        r#"<table:table-row>{}<table:table-cell office:value-type="date" office:date-value="2024-03-05"><text:p>5 March</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>"#,
        ods_text("Ann", "")
    );
    let rest = r#"<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let table = open(&ods(MANIFEST, &(head.clone() + &line + rest)), None).expect("a table");
    assert_eq!(table.written_in(), "OpenDocument (.ods)");
    assert_eq!(lines(table), [(2, vec!["Ann".to_owned(), "2024-03-05".to_owned()])]);

    let wide = format!(
        r#"<table:table-row table:number-rows-repeated="1000">{}</table:table-row>"#,
        ods_text("x", r#"table:number-columns-repeated="16384""#)
    );
    assert!(matches!(
        open(&ods(MANIFEST, &(head.clone() + &wide)), None),
        Err(OpenError::TooLarge)
    ));
    let locked = MANIFEST.replace(
        r#""text/xml"/>"#,
        r#""text/xml"><manifest:encryption-data/></manifest:file-entry>"#,
    );
    assert!(matches!(open(&ods(&locked, &head), None), Err(OpenError::Locked)));
}

/// A compound file that holds one stream.
fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    let mut stream = stream.to_vec();
    // What is shorter lies elsewhere in such a file.
    stream.resize(stream.len().max(4_096).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let mut file = vec![0_u8; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| file[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4_096_u32.to_le_bytes());
    put(60, &0xffff_fffe_u32.to_le_bytes());
    put(68, &0xffff_fffe_u32.to_le_bytes());
    put(76, &[0xff; 436]);
    put(76, &0_u32.to_le_bytes());
    // Which sector follows which: the table itself, the directory, the stream.
    let mut table = vec![0xffff_fffd_u32, 0xffff_fffe];
    table.extend((0..sectors).map(|at| match at + 1 == sectors {
        true => 0xffff_fffe,
        false => u32::try_from(at + 3).expect("small"),
    }));
    table.resize(SECTOR / 4, 0xffff_ffff);
    file.extend(table.iter().flat_map(|next| next.to_le_bytes()));
    let entry = |name: &str, kind: u8, start: u32, size: usize| {
        let mut entry = [0_u8; 128];
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..letters.len()].copy_from_slice(&letters);
        entry[64] = u8::try_from(letters.len() + 2).expect("short");
        (entry[66], entry[67]) = (kind, 1);
        entry[68..80].fill(0xff);
        if kind == 5 {
            entry[76..80].copy_from_slice(&1_u32.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).expect("small").to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 0xffff_fffe, 0).to_vec();
    directory.extend(entry(name, 2, 2, stream.len()));
    directory.resize(SECTOR, 0);
    file.extend(directory);
    file.extend(stream);

    file
}

/// A record of an .xls.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");

    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn xls(before: &[u8], size: [u32; 2]) -> Vec<u8> {
    let begin = |kind: u16| {
        record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat())
    };
    let text = |row: u16, column: u16, text: &str| {
        let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(text.encode_utf16().count()).expect("short").to_le_bytes();
        let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0], length].concat();
        record(0x0204, &[&at[..], &[1], &letters].concat())
    };
    let number = |row: u16, column: u16, number: f64| {
        let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[&at[..], &number.to_le_bytes()].concat())
    };
    let end = record(0x000a, &[]);
    let globals = |at: u32| {
        let name = [&at.to_le_bytes()[..], &[0, 0, 4, 0], b"Jobs"].concat();
        [begin(0x0005), before.to_vec(), record(0x0085, &name), end.clone()].concat()
    };
    let at = u32::try_from(globals(0).len()).expect("small");
    let size = [&size[0].to_le_bytes()[..], &size[1].to_le_bytes(), &[0, 0, 2, 0, 0, 0]].concat();
    let cells = [
        text(0, 0, "姓名"),
        text(0, 1, "电话"),
        text(1, 0, "王小明"),
        number(1, 1, 13_812_345_678.0),
    ];
    let sheet = [begin(0x0010), record(0x0200, &size), cells.concat(), end.clone()].concat();

    compound("Workbook", &[globals(at), sheet].concat())
}

#[test]
fn a_workbook_of_the_old_kind_is_read_and_a_locked_or_broken_one_says_so() {
    let table = open(&xls(&[], [0, 2]), None).expect("a table");
    assert_eq!((table.written_in(), table.sheet()), ("Excel 97 (.xls)", Some("Jobs")));
    assert_eq!(table.headers(), ["姓名", "电话"]);
    assert_eq!(lines(table), [(2, vec!["王小明".to_owned(), "13812345678".to_owned()])]);

    let locked = xls(&record(0x002f, &[1, 0, 1, 0, 1, 0]), [0, 2]);
    assert!(matches!(open(&locked, None), Err(OpenError::Locked)));
    let protected = compound("EncryptedPackage", b"secret");
    assert!(matches!(open(&protected, None), Err(OpenError::Locked)));
    for size in [[9, 2], [0, 0xffff_ffff]] {
        assert!(matches!(open(&xls(&[], size), None), Err(OpenError::Damaged)), "{size:?}");
    }
    let letter = compound("WordDocument", b"Dear Sir");
    assert!(matches!(open(&letter, None), Err(OpenError::Damaged)));
    assert!(matches!(open(&letter[..600], None), Err(OpenError::Damaged)));
}

#[test]
fn what_is_merged_is_said_of_each_of_its_lines_and_a_head_of_two_lines_is_one() {
    let cell =
        |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |number: usize, cells: &[(&str, &str)]| {
        let cells: String = cells.iter().map(|(at, text)| cell(at, text)).collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    let rows = [
        row(1, &[("A1", "客户清单")]),
        row(2, &[("A2", "姓名"), ("B2", "联系方式"), ("D2", "数量")]),
        row(3, &[("B3", "电话"), ("C3", "地址")]),
        row(4, &[("A4", "王小明"), ("B4", "13812345678"), ("C4", "一号"), ("D4", "5")]),
        row(5, &[("C5", "二号")]),
    ]
    .concat();
    let merged = "</sheetData><mergeCells count=\"6\"><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"D2:D3\"/><mergeCell ref=\"A4:A5\"/><mergeCell ref=\"D4:D5\"/></mergeCells><sheetData>";
    let table = open(&xlsx(&[("Sheet1", "", &format!("{rows}{merged}"))]), None).unwrap();
    assert_eq!(table.headers(), ["姓名", "联系方式 电话", "联系方式 地址", "数量"]);
    let lines: Vec<crate::Line> = table.map(Result::unwrap).collect();

    assert_eq!(
        lines[1].cells,
        ["王小明", "", "二号", "5"]
            .into_iter()
            .collect::<crate::line::Cells>()
            .repeating(vec![0, 3])
    );
    assert!(lines[1].cells.is_repeated(3) && !lines[0].cells.is_repeated(3));
}

#[test]
fn a_workbook_of_which_the_beginning_was_lost_is_damaged_and_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.xlsx");
    let whole = xlsx(&[("Sheet1", "", &row(1, &["姓名", "电话"]))]);
    for bytes in [
        whole[7..].to_vec(),
        vec![0; 4096],
        b"PK\x03\x04garbage".to_vec(),
        [b"\xff\x81\xfe\xd0\x11".repeat(200), whole].concat(),
    ] {
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(open_at(&path, None), Err(OpenError::Damaged)));
    }
}
