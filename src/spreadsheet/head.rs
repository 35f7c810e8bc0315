//! Where the head of a table is: below its titles, in one line or in two.

use std::collections::VecDeque;

use crate::line::{Line, LineProblem};
use crate::table::{OpenError, Progress, Sheet};
use crate::vocabulary;

/// So many lines are looked at for a head below titles.
const LOOKED_AT: usize = 12;
/// A title has no more filled cells.
const TITLE: usize = 2;
/// A head below a title has at least so many, of which some are words that heads are made of.
const LEAST: usize = 3;
const KNOWN: usize = 2;
/// A head that has fewer columns than this may be a title.
const DIGITS: usize = 4;

/// The head of a table, and the lines that were read to find it.
pub(crate) struct Head {
    pub(crate) headers: Vec<String>,
    pub(crate) ahead: VecDeque<Result<Line, LineProblem>>,
    /// How far reading had come when the first line was read.
    pub(crate) read: Progress,
}

impl Head {
    pub(crate) fn find(sheet: &mut dyn Sheet) -> Result<Self, OpenError> {
        let first = loop {
            match sheet.next_line() {
                None => return Err(OpenError::Empty),
                Some(Err(problem)) => return Err(OpenError::Header(problem)),
                Some(Ok(line)) if line.cells.is_blank() => {}
                Some(Ok(line)) => break line,
            }
        };
        let read = sheet.progress();
        if is_plain(&first) {
            let headers = first.cells.iter().map(str::to_owned).collect();
            return Ok(Self { headers, ahead: VecDeque::new(), read });
        }
        let mut ahead: VecDeque<_> = std::iter::from_fn(|| sheet.next_line())
            .filter(|line| !line.as_ref().is_ok_and(|line| line.cells.is_blank()))
            .take(LOOKED_AT)
            .collect();
        let mut head = first;
        for _ in 0..titles(&head, &ahead) {
            // They were all read.
            if let Some(Ok(next)) = ahead.pop_front() {
                head = next;
            }
        }
        let below = match ahead.front() {
            Some(Ok(line)) => Some(line).filter(|below| is_grouped(&head, below)),
            _ => None,
        };
        let headers = match below {
            Some(below) => joined(&head, below),
            None => head.cells.iter().map(str::to_owned).collect(),
        };
        if below.is_some() {
            ahead.pop_front();
        }

        Ok(Self { headers, ahead, read })
    }
}

/// Whether a line can be nothing but a head of one line.
fn is_plain(line: &Line) -> bool {
    let filled = filled(line);
    let last = (0..line.cells.len()).rfind(|at| said(line, *at).is_some());

    filled >= LEAST && last.is_some_and(|last| last + 1 == filled)
}

/// How many titles stand above the head, the first line among them.
fn titles(first: &Line, ahead: &VecDeque<Result<Line, LineProblem>>) -> usize {
    let is_title = |line: &Line| filled(line) <= TITLE && known(line) == 0;
    let is_head = |line: &Line| filled(line) >= LEAST && known(line) >= KNOWN;
    if !is_title(first) {
        return 0;
    }
    for (at, line) in ahead.iter().enumerate() {
        match line {
            Ok(line) if is_head(line) => return at + 1,
            Ok(line) if is_title(line) => {}
            _ => return 0,
        }
    }

    0
}

/// Whether the head is one of groups, and what is in them stands below.
fn is_grouped(head: &Line, below: &Line) -> bool {
    let columns = || (0..below.cells.len()).filter(|at| own(below, *at).is_some());
    let is_open = |at: usize| said(head, at).is_none() && group(head, at).is_some();
    let is_word = |at: usize| {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        own(below, at).is_some_and(|text| digits(text) < DIGITS)
    };
    let is_known = |at: &usize| {
        let joined = name(head, below, *at);
        vocabulary::is_known(own(below, *at).unwrap_or_default()) || vocabulary::is_known(&joined)
    };

    columns().any(is_open)
        && columns().all(is_word)
        && columns().filter(is_known).count() * 2 >= columns().count()
}

/// The names of two lines.
fn joined(head: &Line, below: &Line) -> Vec<String> {
    let columns = head.cells.len().max(below.cells.len());

    (0..columns).map(|at| name(head, below, at)).collect()
}

/// The name of a column that a group and what is in it say together.
fn name(head: &Line, below: &Line, at: usize) -> String {
    let below = own(below, at);
    let group = match below {
        Some(_) => said(head, at).or_else(|| group(head, at)),
        None => said(head, at),
    };
    let parts: Vec<&str> =
        [group, below.filter(|below| group != Some(below))].into_iter().flatten().collect();

    parts.join(" ")
}

/// The group that a column without a name of its own is in: the next name to its left.
fn group(head: &Line, at: usize) -> Option<&str> {
    (0..at.min(head.cells.len())).rev().find_map(|at| said(head, at))
}

fn said(line: &Line, at: usize) -> Option<&str> {
    line.cells.get(at).map(str::trim).filter(|text| !text.is_empty())
}

/// What a cell says that does not repeat the one above.
fn own(line: &Line, at: usize) -> Option<&str> {
    said(line, at).filter(|_| !line.cells.is_repeated(at))
}

fn filled(line: &Line) -> usize {
    (0..line.cells.len()).filter(|at| own(line, *at).is_some()).count()
}

fn known(line: &Line) -> usize {
    line.cells.iter().filter(|cell| vocabulary::is_known(cell)).count()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::{Options, Table};

    fn read(text: &str) -> (Vec<String>, Vec<(u64, String)>) {
        let source = Box::new(Cursor::new(text.to_owned().into_bytes()));
        let table = Table::from_reader(source, None, Options::default()).unwrap();
        let headers = table.headers().to_vec();
        let first = |line: crate::Line| (line.number, line.cells.get(0).unwrap().to_owned());

        (headers, table.map(|line| first(line.unwrap())).collect())
    }

    #[test]
    fn titles_above_the_head_are_passed_over() {
        let (headers, lines) = read(
            "浦东服务部客户名单\n\n制表：李,2025-03-01\n姓名,电话,地址\n王,13812345678,一号\n",
        );

        assert_eq!(headers, ["姓名", "电话", "地址"]);
        assert_eq!(lines, [(5, "王".to_owned())]);
    }

    #[test]
    fn a_head_of_two_lines_is_one() {
        let text = "客户,,,机器,,备注\n姓名,电话,地址,品牌,型号,\n王,13812345678,一号,海尔,X1,狗\n";
        let (headers, lines) = read(text);

        assert_eq!(
            headers,
            ["客户 姓名", "客户 电话", "客户 地址", "机器 品牌", "机器 型号", "备注"]
        );
        assert_eq!(lines, [(3, "王".to_owned())]);
    }

    #[test]
    fn what_might_be_a_head_and_need_not_stays_a_line() {
        for (text, headers) in [
            ("a,b\nx,y\n", vec!["a", "b"]),
            ("name\nAnna\nBob\n", vec!["name"]),
            ("姓名,,地址\n王,先生,世纪大道\n", vec!["姓名", "B", "地址"]),
            ("客户,,备注\n王,13812345678,地址\n", vec!["客户", "B", "备注"]),
        ] {
            let (found, lines) = read(text);
            assert_eq!(found, headers);
            assert_eq!(lines.first().map(|(number, _)| *number), Some(2), "{text}");
        }
    }
}
