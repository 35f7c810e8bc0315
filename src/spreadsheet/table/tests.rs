//! Tables of every encoding, and files that are none.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::*;
use crate::CsvWriter;

fn open(bytes: impl Into<Vec<u8>>) -> Result<Table, OpenError> {
    let bytes = bytes.into();
    let total = bytes.len() as u64;
    Table::from_reader(Box::new(Cursor::new(bytes)), Some(total), Options::default())
}

fn rows(table: Table) -> Vec<Vec<String>> {
    table.map(|line| line.unwrap().cells.iter().map(str::to_owned).collect()).collect()
}

fn faults(table: Table) -> Vec<(u64, Option<LineFault>)> {
    table
        .map(|line| match line {
            Ok(line) => (line.number, None),
            Err(problem) => (problem.number, Some(problem.why)),
        })
        .collect()
}

#[test]
fn the_same_table_comes_out_of_every_encoding() {
    let text = "姓名,電話,地址\r\n王小明,0912345678,\"臺北市,信義區\"\r\n歐陽淑芬,0223456789,高雄市苓雅區\r\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let simple = text.replace(['電', '臺', '義', '區', '歐', '陽'], "国");
    let files = [
        (Encoding::Utf8, text.as_bytes().to_vec()),
        (Encoding::Utf8, ["\u{feff}", text].concat().into_bytes()),
        (Encoding::Utf16Le, utf16(u16::to_le_bytes, false)),
        (Encoding::Utf16Le, utf16(u16::to_le_bytes, true)),
        (Encoding::Utf16Be, utf16(u16::to_be_bytes, false)),
        (Encoding::Utf16Be, utf16(u16::to_be_bytes, true)),
        (Encoding::Big5, encoding_rs::BIG5.encode(text).0.into_owned()),
        (Encoding::Gb18030, encoding_rs::GB18030.encode(&simple).0.into_owned()),
    ];

    let expected = rows(open(text).unwrap());
    assert_eq!(expected[0], ["王小明", "0912345678", "臺北市,信義區"]);
    for (encoding, bytes) in files {
        let table = open(bytes).unwrap();
        assert_eq!(table.encoding(), Some(encoding));
        if encoding == Encoding::Gb18030 {
            assert_eq!(table.headers(), ["姓名", "国話", "地址"]);
            assert_eq!(rows(table)[1][0], "国国淑芬");
        } else {
            assert_eq!(table.headers(), ["姓名", "電話", "地址"]);
            assert_eq!(rows(table), expected);
        }
    }
}

#[test]
fn broken_utf8_is_reported_with_its_line_and_column_and_the_rest_is_read() {
    let table =
        open(b"name,city\nAnna,\xe5\x9f\x8e\nBo\xff,Rome\nCem,\"Izmir\n\xe5\"\nDora,Pisa\n")
            .unwrap();
    let invalid = |column| Some(LineFault::InvalidText { column, encoding: Encoding::Utf8 });

    assert_eq!(faults(table), [(2, None), (3, invalid(1)), (4, invalid(2)), (6, None)]);
}

#[test]
fn a_character_torn_apart_by_a_separator_is_not_put_together_again() {
    let table = open(b"a,b\n\xe5\x9f,\x8e\nx,y\n").unwrap();
    let why = LineFault::InvalidText { column: 1, encoding: Encoding::Utf8 };

    assert_eq!(faults(table), [(2, Some(why)), (3, None)]);
}

#[test]
fn broken_gb18030_is_reported_with_its_line() {
    let mut bytes = encoding_rs::GB18030.encode("姓名,电话\n王小明,1\n张三丰,2\n").0.into_owned();
    bytes.extend_from_slice(b"\xb0,3\n");
    bytes.extend_from_slice(&encoding_rs::GB18030.encode("李四光,4\n").0);
    let why = LineFault::InvalidText { column: 1, encoding: Encoding::Gb18030 };

    assert_eq!(faults(open(bytes).unwrap()), [(2, None), (3, None), (4, Some(why)), (5, None)]);
}

#[test]
fn ten_thousand_columns_are_a_problem_of_one_line() {
    let wide = vec!["x"; 10_000].join(",");
    let many = Some(LineFault::TooManyColumns { limit: 500 });
    let table = open(format!("a,b\n1,2\n{wide}\n3,4\n")).unwrap();
    assert_eq!(faults(table), [(2, None), (3, many), (4, None)]);

    let refused = open(format!("{wide}\n1,2\n")).unwrap_err();
    assert!(
        matches!(refused, OpenError::Header(LineProblem { number: 1, why, .. }) if Some(why) == many)
    );
}

#[test]
fn five_hundred_columns_are_a_table() {
    let wide = vec!["x"; 500].join(",");

    assert_eq!(rows(open(format!("{wide}\n{wide}\n")).unwrap())[0].len(), 500);
}

#[test]
fn a_huge_cell_is_a_problem_of_one_line() {
    let huge = "x".repeat(40_000);
    let why = Some(LineFault::CellTooLong { column: 2, limit: 32 * 1024 });
    let table = open(format!("a,b\n1,2\n3,{huge}\n5,6\n")).unwrap();

    assert_eq!(faults(table), [(2, None), (3, why), (4, None)]);
}

#[test]
fn a_line_without_end_is_passed_over_in_bounded_memory() {
    let huge = "x".repeat(5 * 1024 * 1024);
    let why = Some(LineFault::LineTooLong { limit: 1024 * 1024 });

    assert_eq!(faults(open(format!("a,b\n{huge}\n5,6\n")).unwrap()), [(2, why), (3, None)]);
    assert_eq!(faults(open(format!("a,b\n1,2\n{huge}")).unwrap()), [(2, None), (3, why)]);
}

#[test]
fn a_quote_that_never_closes_costs_one_line() {
    let table = open("a,b\n1,2\n3,\"open\n5,6\n7,8\n").unwrap();
    assert_eq!(
        faults(table),
        [(2, None), (3, Some(LineFault::UnterminatedQuote)), (4, None), (5, None)]
    );

    let lines = "5,6\n".repeat(1_000_000);
    let table = open(format!("a,b\n3,\"open\n{lines}")).unwrap();
    let found = faults(table);
    assert_eq!(found.len(), 1_000_001);
    assert_eq!(found[0], (2, Some(LineFault::LineTooLong { limit: 1024 * 1024 })));
    assert_eq!(found[1_000_000], (1_000_002, None));
}

#[test]
fn a_stray_quote_does_not_swallow_the_lines_up_to_the_next_one() {
    let table = open("a,b\n1,\"inch\n3,4\n5,\"six, or so\"\n7,8\n").unwrap();

    assert_eq!(faults(table), [(2, Some(LineFault::StrayQuote)), (3, None), (4, None), (5, None)]);
}

#[test]
fn a_quoted_cell_may_hold_separators_quotes_and_line_breaks() {
    let table = open("a,b\r\n\"x, \"\"y\"\"\",\"one\r\ntwo\"\r\n3,4\r\n").unwrap();
    let lines: Vec<Line> = table.map(Result::unwrap).collect();

    assert_eq!(lines[0].cells, ["x, \"y\"", "one\r\ntwo"].into_iter().collect());
    assert_eq!((lines[0].number, lines[1].number), (2, 4));
}

#[test]
fn an_empty_file_is_no_table_and_a_header_alone_is_one() {
    for nothing in ["", "\n\r\n", "\u{feff}", " ,\n"] {
        assert!(matches!(open(nothing), Err(OpenError::Empty)), "{nothing:?}");
    }
    for header in ["a,b", "a,b\n", "\n\na,b\r\n\r\n"] {
        let table = open(header).unwrap();
        assert_eq!(table.headers(), ["a", "b"]);
        assert_eq!(table.count(), 0);
    }
}

#[test]
fn a_file_that_is_no_table_is_refused_by_what_it_looks_like() {
    let cases: [(&[u8], LooksLike); 6] = [
        (b"%PDF-1.4\n1 0 obj", LooksLike::Pdf),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", LooksLike::Picture),
        (b"PK\x03\x04\x14\0\x06\0xl/worksheets/sheet1.xml", LooksLike::Workbook),
        (b"<html><table><tr><td>1</td></tr></table>", LooksLike::WebPage),
        (b"{\"error\": \"x\"}", LooksLike::Json),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08,\n", LooksLike::Binary),
    ];

    for (bytes, expected) in cases {
        assert!(matches!(open(bytes), Err(OpenError::NotATable(found)) if found == expected));
    }
}

#[test]
fn empty_lines_count_but_are_not_lines_of_the_table() {
    let table = open("a,b\n\n1,2\n , \n,\n\r\n3,4\n").unwrap();

    assert_eq!(faults(table), [(3, None), (7, None)]);
}

#[test]
fn lines_may_end_as_on_an_old_mac() {
    assert_eq!(
        faults(open("a;b\r1;2\r\r\"3\r\";4\r5;6").unwrap()),
        [(2, None), (4, None), (6, None)]
    );
}

#[test]
fn cells_beyond_the_header_must_be_empty_and_missing_ones_are() {
    let table = open("a,b\n1\n1,2,,\n1,2,3\n").unwrap();
    let why = LineFault::MoreCellsThanHeaders { found: 3, expected: 2 };

    assert_eq!(faults(table), [(2, None), (3, None), (4, Some(why))]);
}

#[test]
fn half_a_file_ends_in_a_problem() {
    let table = open("a,b,c\n1,2,3\n4,5").unwrap();
    assert_eq!(faults(table), [(2, None), (3, Some(LineFault::CutOff { found: 2, expected: 3 }))]);
}

#[test]
fn a_first_line_for_excel_is_obeyed_and_counted() {
    let table = open("sep=;\r\na;b,c\r\n1;2\r\n").unwrap();

    assert_eq!(table.headers(), ["a", "b,c"]);
    assert_eq!(faults(table), [(3, None)]);
}

#[test]
fn what_the_user_says_goes_before_what_is_detected() {
    let bytes = encoding_rs::BIG5.encode("姓名;電話\n王小明;1\n").0.into_owned();
    let options = Options {
        encoding: Some(Encoding::Big5),
        separator: Some(Separator::Comma),
        ..Options::default()
    };
    let table = Table::from_reader(Box::new(Cursor::new(bytes)), None, options).unwrap();

    assert_eq!(table.headers(), ["姓名;電話"]);
}

#[test]
fn progress_ends_at_the_size_of_the_file() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"a,b\n1,2\n3,4\n").unwrap();
    let mut table = Table::open(file.path(), Options::default()).unwrap();

    assert_eq!(table.progress(), Progress { done: 4, total: Some(12) });
    while table.next().is_some() {}
    assert_eq!(table.progress(), Progress { done: 12, total: Some(12) });
    assert!(matches!(
        Table::open(file.path().parent().unwrap(), Options::default()),
        Err(OpenError::Io(_))
    ));
}

#[test]
fn a_failing_disk_ends_the_run_with_a_problem() {
    struct Failing(Cursor<Vec<u8>>);
    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(io::ErrorKind::ConnectionReset.into()),
                count => Ok(count),
            }
        }
    }

    let text = format!("a,b\n{}", "1,2\n".repeat(SAMPLE as usize));
    let source = Box::new(Failing(Cursor::new(text.into_bytes())));
    let table = Table::from_reader(source, None, Options::default()).unwrap();
    let found = faults(table);
    assert_eq!(found.len(), SAMPLE as usize + 1);
    assert!(matches!(found[SAMPLE as usize].1, Some(LineFault::Unreadable(_))));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_read_again(
        lines in prop::collection::vec(prop::array::uniform3("[^\0-\u{8}\u{b}\u{c}\u{e}-\u{1f}]{0,12}"), 0..20),
    ) {
        let lines: Vec<[String; 3]> =
            lines.into_iter().filter(|cells| !cells.concat().trim().is_empty()).collect();
        let mut writer = CsvWriter::new(Vec::new(), ["one", "two", "three"]).unwrap();
        for cells in &lines {
            writer.write(cells).unwrap();
        }

        let table = open(writer.finish().unwrap()).unwrap();
        prop_assert_eq!(table.headers(), ["one", "two", "three"]);
        prop_assert_eq!(rows(table), lines);
    }

    #[test]
    fn no_bytes_at_all_make_it_panic_or_run_on(
        head in prop::sample::select(vec!["", "a,b\n", "a;\"b\"\r\n", "\u{feff}", "sep=,\n", "姓名\t电话\r"]),
        bytes in prop::collection::vec(prop_oneof![
            any::<u8>(), prop::sample::select(b",;\"\r\n\t a1\xb0\xa1".to_vec()),
        ], 0..600),
        encoding in prop::option::of(prop::sample::select(Encoding::ALL.to_vec())),
    ) {
        let limits = Limits { columns: 5, cell: 20, line: 60 };
        let file = [head.as_bytes(), &bytes].concat();
        let lines = file.len() as u64 + 1;
        let options = Options { encoding, limits, ..Options::default() };
        if let Ok(table) = Table::from_reader(Box::new(Cursor::new(file)), None, options) {
            let numbers: Vec<u64> = faults(table).into_iter().map(|(number, _)| number).collect();
            prop_assert!(numbers.is_sorted_by(|one, next| one < next));
            prop_assert!(numbers.iter().all(|number| *number <= lines));
        }
    }
}
