//! The run over a table, a few hundred lines a deed.

use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::Ordering;

use chrono::{Datelike as _, NaiveDate};
use domain::Currency;
use spreadsheet::{ErrorFile, Line, LineFault, LineProblem, Table, Value};
use store::Session;

use super::household::{Bringing, Came};
use super::tallied::{add, count, name_unknown, remember, sum, wonder};
use super::unfinished::Tally;
use super::{
    ImportOrder, ImportProgress, ImportReport, List, columns, fault, fields, open, owed, person,
    place, remarks, saved,
};
use crate::deed::{Deed, actor};
use crate::link::ADDRESS;
use crate::{Engine, Error, prices};

/// Lines in one deed: with up to seven records each they stay well below what one operation may hold.
const LINES: usize = 250;
/// Bytes of text in one deed, but for a single line. A deed holds a text more than once, and some characters take more
/// room there: all that and what else a line makes is far below what one operation may hold.
const BYTES: usize = 256 * 1024;
/// Operations in one transaction: few enough that other work goes on meanwhile.
const AT_ONCE: usize = 2;

pub(super) fn run(
    engine: &Engine,
    order: &ImportOrder,
    progress: &ImportProgress,
) -> Result<ImportReport, Error> {
    let waiter = tokio::runtime::Builder::new_current_thread().build();
    let waiter = waiter.map_err(|_| Error::Stopped)?;
    let table = open(&order.path, &order.reading)?;

    run_over(engine, order, progress, (table, &waiter))
}

/// The run over a table that is open.
fn run_over(
    engine: &Engine,
    order: &ImportOrder,
    progress: &ImportProgress,
    (mut table, waiter): (Table, &tokio::runtime::Runtime),
) -> Result<ImportReport, Error> {
    // What can be known before the first deed is: a mapping that does not fit, no place for refused lines.
    order
        .mapping
        .bind(table.headers(), &List::of(&order.mapping).fields())
        .map_err(Error::mapping)?;
    let currency = waiter.block_on(ready(engine, List::of(&order.mapping)))?;
    let mut refused = ErrorFile::new(
        place::of_refused(order, engine.folder(), table.sheet().is_some())?.as_deref(),
        table.headers(),
        &order.locale.import_line(),
        &order.locale.import_reason(),
    );
    let mut report = ImportReport::default();
    let tally = (&mut refused, &mut report);
    let met = Met::new(engine.clock().today(), currency);
    if order.rehearsal {
        waiter.block_on(rehearse(engine, (table, met), (order, progress), tally))?;
        close(refused, &mut report)?;
        return Ok(report);
    }

    let id = waiter.block_on(begin(engine, order))?;
    tally.1.id = Some(id);
    let done = waiter.block_on(bring_over(engine, (&mut table, met, id), (order, progress), tally));
    let done = done.and(close(refused, &mut report));
    report.stopped |= done.is_err();
    let text = serde_json::to_string(&kept(&report)).unwrap_or_default();
    let ended =
        waiter.block_on(engine.workers.write(move |session| Ok(session.end_import(id, &text)?)));

    match done.and(ended) {
        Ok(()) => Ok(report),
        Err(why) => Err(Error::ImportCut { run: id, why: Box::new(why) }),
    }
}

/// The currency of the books. Fails where such a list is not this office's to bring over.
async fn ready(engine: &Engine, list: List) -> Result<Currency, Error> {
    let read = move |session: &Session<'_>| {
        if list == List::Parts && session.setting(ADDRESS)?.is_some() {
            return Err(Error::CatalogueKeptElsewhere);
        }
        prices::currency(session)
    };

    engine.workers.read(read).await
}

/// What is remembered of a report: figures. What refused lines say is about people, and lies in their file alone.
fn kept(report: &ImportReport) -> ImportReport {
    ImportReport {
        refused: Vec::new(),
        strange: Vec::new(),
        unknown_technicians: Vec::new(),
        ..report.clone()
    }
}

/// Writes out the refused lines, and notes where they are.
fn close(refused: ErrorFile, report: &mut ImportReport) -> Result<(), Error> {
    report.errors = refused.lines();
    let path = refused.path().to_owned();
    report.error_file = refused.finish().map_err(|error| Error::file(&path, &error))?;

    Ok(())
}

/// Everything in deeds of a few hundred lines.
async fn bring_over(
    engine: &Engine,
    (table, mut met, id): (&mut Table, Met, i64),
    (order, progress): (&ImportOrder, &ImportProgress),
    (refused, report): (&mut ErrorFile, &mut ImportReport),
) -> Result<(), Error> {
    let mut bringing = Bringing::new(Some(id), order);
    while let Some(lines) = next((table, &mut met), order, progress, refused, report)? {
        let done = engine.deed("import", move |deed| {
            let mut part = Part::default();
            for lines in in_deeds(&lines) {
                bring(&mut bringing, deed, lines, &mut part)?;
                deed.record("import")?;
            }
            Ok((bringing, part))
        });
        let part;
        (bringing, part) = done.await?;
        add(report, &part.report);
        part.give_back(refused, report)?;
    }
    report.stopped = progress.is_stopped();

    Ok(())
}

fn file_of(order: &ImportOrder) -> String {
    order.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

async fn begin(engine: &Engine, order: &ImportOrder) -> Result<i64, Error> {
    let now = engine.clock.now();
    let file = file_of(order);
    let (mut mapping, replace) = (order.mapping.clone(), order.replace);
    mapping.name = mapping.name.trim().to_owned();

    engine
        .workers
        .write(move |session| {
            saved::save(session, &mapping, replace)?;
            Ok(session.begin_import(&file, &mapping.name, now)?)
        })
        .await
}

/// Everything as if it were real, in one transaction of which nothing is kept.
async fn rehearse(
    engine: &Engine,
    (mut table, mut met): (Table, Met),
    (order, progress): (&ImportOrder, &ImportProgress),
    (refused, report): (&mut ErrorFile, &mut ImportReport),
) -> Result<(), Error> {
    // The transaction runs on the writer's thread and asks for lines through a channel.
    let (send, lines) = std::sync::mpsc::sync_channel::<Vec<Item>>(2);
    let clock = engine.clock.clone();
    let (file, order_) = (file_of(order), order.clone());
    let rehearsed = engine.workers.own(move |store| {
        store.rehearse(|session| {
            let actor = actor(session)?;
            let deed = Deed { session, now: clock.now(), clock: &clock, actor };
            // What it would write it remembers as the run would: later lines are about it, too.
            let run = session.begin_import(&file, &order_.mapping.name, deed.now)?;
            let mut bringing = Bringing::new(Some(run), &order_);
            let mut part = Part::default();
            for lines in lines {
                for lines in in_deeds(&lines) {
                    bring(&mut bringing, &deed, lines, &mut part)?;
                    session.forget_staged();
                }
            }
            Ok(part)
        })
    });
    while let Some(lines) = next((&mut table, &mut met), order, progress, refused, report)? {
        if send.send(lines).is_err() {
            break;
        }
    }
    drop(send);
    let part = rehearsed.await?;
    add(report, &part.report);
    part.give_back(refused, report)?;
    report.stopped = progress.is_stopped();

    Ok(())
}

/// A line that fits, and how it stands in the table where it may be refused all the same.
struct Item {
    record: spreadsheet::Record,
    line: Line,
}

/// What came of the lines of a deed.
#[derive(Default)]
struct Part {
    report: ImportReport,
    /// Those that were refused by what is here, with the reasons.
    refused: Vec<(Line, String)>,
}

impl Part {
    fn give_back(self, file: &mut ErrorFile, report: &mut ImportReport) -> Result<(), Error> {
        for (line, why) in self.refused {
            refuse(file, &line, &why)?;
            remember(report, (line.number, why), line.cells.iter());
        }

        Ok(())
    }
}

/// A job of the other system: its number, of the year in which it came in, where numbers begin anew each year.
type Job = (String, Option<i32>);

/// What earlier lines of a table had.
struct Met {
    /// The day that it is.
    today: NaiveDate,
    /// What the books are kept in: it says where the office is, and what telephone numbers look like there.
    currency: Currency,
    jobs: HashSet<Job>,
    /// The columns that fill nothing and held something all the same, by their places.
    untaken: BTreeSet<usize>,
}

impl Met {
    fn new(today: NaiveDate, currency: Currency) -> Self {
        Self { today, currency, jobs: HashSet::new(), untaken: BTreeSet::new() }
    }
}

/// Everything that is wrong with a line: who mends it mends all of it.
fn all_of(
    record: &spreadsheet::Record,
    problems: &[spreadsheet::FieldProblem],
    order: &ImportOrder,
) -> String {
    let cells = fault::cells(problems, &order.mapping, &order.locale);
    let amount = no_amount(record, order);

    [Some(cells), amount].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The next lines that fit; those that do not go to the file of refused ones, and so do those about a job that an
/// earlier line was about. None at the end, or when stopped.
fn next(
    (table, met): (&mut Table, &mut Met),
    order: &ImportOrder,
    progress: &ImportProgress,
    refused: &mut ErrorFile,
    report: &mut ImportReport,
) -> Result<Option<Vec<Item>>, Error> {
    let bound = order
        .mapping
        .bind(table.headers(), &List::of(&order.mapping).fields())
        .map_err(Error::mapping)?;
    let untaken = order.mapping.untaken(table.headers());
    let others =
        columns::notes_others(&order.mapping).then(|| (table.headers().to_vec(), untaken.clone()));
    let most = LINES * AT_ONCE;
    let mut lines = Vec::with_capacity(most);
    while lines.len() < most && !progress.is_stopped() {
        let Some(line) = table.next() else { break };
        let line = match line {
            Ok(line) => line,
            // There are no more lines after it.
            Err(LineProblem { number, why: LineFault::Unreadable(_), .. }) => {
                report.broken = Some(number);
                break;
            }
            Err(problem) => {
                report.rows += 1;
                let why = fault::line(problem.why, &order.locale);
                let done = refused.refuse_unread(&problem, &why);
                done.map_err(|error| Error::file(refused.path(), &error))?;
                remember(report, (problem.number, why), problem.cells.iter().map(String::as_str));
                continue;
            }
        };
        report.rows += 1;
        if others.is_none() {
            let is_filled =
                |at: &&usize| line.cells.get(**at).is_some_and(|cell| !cell.trim().is_empty());
            met.untaken.extend(untaken.iter().filter(is_filled));
        }
        let (mut record, problems) = bound.read(&line);
        mend_phones(&mut record, met.currency);
        fields::drop_placeholders(&mut record);
        order_birthday(&mut record, &order.mapping);
        let why = match problems.is_empty() {
            true => match against(&record, &mut met.jobs, (order, met.today)) {
                None => {
                    let noted = others.as_ref();
                    let noted = noted.and_then(|(names, at)| columns::note(&line, names, at));
                    record.0.extend(noted.map(|noted| (columns::OTHERS, Value::Text(noted))));
                    lines.push(Item { record, line });
                    continue;
                }
                Some(why) => why,
            },
            false => {
                wonder(report, &problems);
                all_of(&record, &problems, order)
            }
        };
        refuse(refused, &line, &why)?;
        remember(report, (line.number, why), line.cells.iter());
    }
    report.untaken = met.untaken.iter().map(|at| table.headers()[*at].clone()).collect();
    let at = table.progress();
    progress.done.store(at.done, Ordering::Relaxed);
    progress.total.store(at.total.unwrap_or_default(), Ordering::Relaxed);

    Ok((!lines.is_empty()).then_some(lines))
}

/// Gives telephone numbers their lost zero back, where that is sure.
fn mend_phones(record: &mut spreadsheet::Record, currency: Currency) {
    for field in ["phone", "phone2"] {
        let whole = record.text(field).and_then(|digits| person::mended(digits, currency));
        record.0.extend(whole.map(|whole| (field, Value::Phone(whole))));
    }
}

/// Writes a birthday so that it means one day, in the order that was chosen for its column.
fn order_birthday(record: &mut spreadsheet::Record, mapping: &spreadsheet::Mapping) {
    let order = mapping.columns.iter().find(|it| it.field == "birthday").map(|it| &it.transform);
    let said = record.text("birthday").zip(order);
    let day = said.and_then(|(text, order)| person::birthday_by(text, order));
    record.0.extend(day.map(|day| ("birthday", Value::Text(person::birthday_text(day)))));
}

fn refuse(refused: &mut ErrorFile, line: &Line, why: &str) -> Result<(), Error> {
    let done = refused.refuse(line, why);

    done.map_err(|error| Error::file(refused.path(), &error))
}

/// What speaks against a line whose cells all fit.
fn against(
    line: &spreadsheet::Record,
    met: &mut HashSet<Job>,
    (order, today): (&ImportOrder, NaiveDate),
) -> Option<String> {
    let list = List::of(&order.mapping);
    if !list.is_of_households() {
        return None;
    }
    if let Some(field) = person::unclear(line) {
        let column = fault::column(field, &order.mapping, &order.locale);
        return Some(fault::unclear(field, (&column, line.text(field)), &order.locale));
    }
    if let Some(lacking) = fields::lacking(line, &order.mapping) {
        return Some(fault::nothing(&lacking, &order.locale));
    }
    if let Some(why) = untrue(line, today, order) {
        return Some(why);
    }

    (!is_news(line, met)).then(|| order.locale.import_fault_twice())
}

/// What cannot be: a charge without figures, and work that was finished on a day to come.
fn untrue(line: &spreadsheet::Record, today: NaiveDate, order: &ImportOrder) -> Option<String> {
    let column = |key| fault::column(key, &order.mapping, &order.locale);
    if let Some(why) = no_amount(line, order) {
        return Some(why);
    }
    let result = fields::Result::from_code(line.text("result").unwrap_or_default());
    let done = matches!(result, fields::Result::Closed | fields::Result::ToCall);
    let days = ["finished_on", "received"].into_iter();
    let late = days.filter_map(|key| Some((key, line.date(key)?))).find(|(_, day)| *day > today);

    late.filter(|_| done).map(|(key, day)| {
        order.locale.import_fault_to_come(&column(key), &order.locale.date_figures(day))
    })
}

/// What speaks against the charge of a line: it has no figures, or they are below zero.
fn no_amount(line: &spreadsheet::Record, order: &ImportOrder) -> Option<String> {
    let amount = line.text("amount")?;
    let column = || fault::column("amount", &order.mapping, &order.locale);
    if !owed::is_amount(amount) {
        return Some(order.locale.import_fault_number(&column(), amount));
    }

    owed::is_negative(amount).then(|| order.locale.import_fault_negative(&column(), amount))
}

/// Whether no earlier line was about the same job.
fn is_news(line: &spreadsheet::Record, met: &mut HashSet<Job>) -> bool {
    let number = line.text("number").map(str::to_owned);
    let year = line.date("received").map(|day| day.year());

    number.is_none_or(|number| met.insert((number, year)))
}

/// The lines in the parts that are one deed each.
fn in_deeds(mut lines: &[Item]) -> impl Iterator<Item = &[Item]> {
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let mut fits = |line: &Item| {
            bytes += remarks::bytes(&line.record);
            bytes <= BYTES
        };
        let count = lines.iter().take(LINES).take_while(|line| fits(line)).count();
        let (part, rest) = lines.split_at(count.max(1).min(lines.len()));
        lines = rest;

        (!part.is_empty()).then_some(part)
    })
}

fn bring(
    bringing: &mut Bringing,
    deed: &Deed<'_>,
    lines: &[Item],
    Part { report, refused }: &mut Part,
) -> Result<(), Error> {
    bringing.begin(deed)?;
    for Item { record, line } in lines {
        match bringing.bring(deed, record)? {
            Came::Refused(why) => refused.push((line.clone(), why)),
            Came::Created => report.created += 1,
            Came::Updated => report.updated += 1,
            Came::Unchanged => report.unchanged += 1,
        }
    }

    report.cut += std::mem::take(&mut bringing.cut);
    report.unnoted += std::mem::take(&mut bringing.unnoted);
    let Tally { open, history, oldest } = std::mem::take(&mut bringing.unfinished);
    report.open += open;
    report.history += history;
    report.oldest = [report.oldest, oldest].into_iter().flatten().min();
    count(report, &std::mem::take(&mut bringing.services));
    report.assigned += std::mem::take(&mut bringing.engineers.assigned);
    report.unassigned += std::mem::take(&mut bringing.engineers.dropped);
    name_unknown(report, &bringing.engineers.unknown);
    let (charges, charged) = std::mem::take(&mut bringing.owing.charged);
    let (payments, paid) = std::mem::take(&mut bringing.owing.paid);
    (report.charges, report.payments) = (report.charges + charges, report.payments + payments);
    (report.charged, report.paid) = (sum(report.charged, charged), sum(report.paid, paid));
    report.owing += std::mem::take(&mut bringing.owing.jobs);
    report.owed = sum(report.owed, bringing.owing.sum.take());

    bringing.end(deed)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Cursor, Read};

    use locale::Language;
    use spreadsheet::Options;

    use super::*;
    use crate::testing::office;

    /// A disk that fails after so much.
    struct Failing(Cursor<Vec<u8>>);

    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                0 => Err(io::ErrorKind::ConnectionReset.into()),
                count => Ok(count),
            }
        }
    }

    #[test]
    fn a_file_that_breaks_off_says_where_and_is_not_whole() -> Result<(), Error> {
        let engine = office();
        let line = "Ann,01184960123\n";
        let text = format!("Name,Phone\n{}", line.repeat(1024 * 1024 / line.len() + 2));
        let lines = text.lines().count() as u64 - 1;
        let waiter = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let headers = ["Name".to_owned(), "Phone".to_owned()];
        for rehearsal in [true, false] {
            let source = Box::new(Failing(Cursor::new(text.clone().into_bytes())));
            let table = Table::from_reader(source, None, Options::default())?;
            let order = ImportOrder {
                path: "list.csv".into(),
                reading: crate::Reading::default(),
                mapping: fields::guess(List::Customers, &headers, None, &[None, None]),
                rehearsal,
                refused: None,
                replace: false,
                locale: locale::Locale::new(Language::English),
            };
            let progress = ImportProgress::default();
            let report = run_over(&engine, &order, &progress, (table, &waiter))?;

            assert_eq!((report.rows, report.errors, report.stopped), (lines, 0, false));
            assert_eq!(report.broken, Some(lines + 2));
            assert!(!report.is_whole());
        }
        Ok(())
    }
}
