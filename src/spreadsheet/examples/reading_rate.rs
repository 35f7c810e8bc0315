//! Reads a CSV file again and again and prints how fast, beside the bare parser on the same file.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use spreadsheet::{Field, Kind, Options, Table, guess, vocabulary};

const FIELDS: &[Field] = &[
    Field::optional("reference", Kind::Text, vocabulary::REFERENCE),
    Field::optional("category", Kind::Text, vocabulary::CATEGORY),
    Field::optional("brand", Kind::Text, vocabulary::BRAND),
    Field::optional("age", Kind::Text, vocabulary::AGE),
    Field::optional("date", Kind::Date, vocabulary::DATE),
    Field::optional("fault", Kind::Text, vocabulary::FAULT),
    Field::optional("result", Kind::Text, vocabulary::RESULT),
    Field::optional("branch", Kind::Text, vocabulary::BRANCH),
];

type Way = fn(&Path) -> Outcome;
/// Lines and faults.
type Outcome = Result<(u64, u64), Box<dyn std::error::Error>>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path: PathBuf = std::env::args_os().nth(1).ok_or("usage: reading_rate FILE.csv")?.into();
    let mut report =
        format!("{:24}{:>10}{:>8}{:>12}{:>8}\n", "", "lines", "faults", "lines/s", "ratio");
    let mut bare = None;
    let ways: [(&str, Way); 4] = [
        ("bare parser, bytes", bare_bytes),
        ("bare parser, own text", bare_text),
        ("table", table),
        ("table and mapping", records),
    ];
    for (name, way) in ways {
        let (mut best, mut counts) = (Duration::MAX, (0, 0));
        for _ in 0..15 {
            let begun = Instant::now();
            counts = way(&path)?;
            best = best.min(begun.elapsed());
        }
        let rate = (counts.0 + counts.1) as f64 / best.as_secs_f64();
        let ratio = *bare.get_or_insert(rate) / rate;
        writeln!(report, "{name:24}{:>10}{:>8}{rate:>12.0}{ratio:>8.2}", counts.0, counts.1)?;
    }
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

fn bare(path: &Path) -> Result<csv::Reader<BufReader<File>>, std::io::Error> {
    Ok(csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(BufReader::with_capacity(128 * 1024, File::open(path)?)))
}

fn bare_bytes(path: &Path) -> Outcome {
    let (mut reader, mut record, mut lines) = (bare(path)?, csv::ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record)? {
        lines += 1;
    }
    Ok((lines, 0))
}

fn bare_text(path: &Path) -> Outcome {
    let mut lines = 0;
    for record in bare(path)?.into_records() {
        std::hint::black_box(record?);
        lines += 1;
    }
    Ok((lines, 0))
}

fn table(path: &Path) -> Outcome {
    let (mut lines, mut faults) = (0, 0);
    for line in Table::open(path, Options::default())? {
        match line {
            Ok(line) => {
                std::hint::black_box(line);
                lines += 1;
            }
            Err(_) => faults += 1,
        }
    }
    Ok((lines, faults))
}

fn records(path: &Path) -> Outcome {
    let table = Table::open(path, Options::default())?;
    let bound = guess(table.headers(), FIELDS)
        .bind(table.headers(), FIELDS)
        .map_err(|faults| faults.iter().map(|fault| format!("{fault}; ")).collect::<String>())?;
    let (mut lines, mut faults) = (0, 0);
    for line in table {
        match line.map(|line| bound.apply(&line)) {
            Ok(Ok(record)) => {
                std::hint::black_box(record);
                lines += 1;
            }
            Ok(Err(_)) | Err(_) => faults += 1,
        }
    }
    Ok((lines, faults))
}
