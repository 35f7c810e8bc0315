//! Lists as files for others: what a room shows as it is filtered, and everything that is known of one person.

use std::path::{Path, PathBuf};

mod told;
mod trace;

use domain::{Customer, CustomerId, Record as _};
use locale::Locale;
use spreadsheet::{Figure, ListFile};

use self::told::Telling;
use crate::{Engine, Error, Progress};

/// Lines between two looks whether somebody wants it to stop.
const AT_ONCE: usize = 1_000;

/// A list as it is saved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// What its file is called.
    pub title: String,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Its lines.
    pub rows: Vec<Vec<Listed>>,
}

/// What stands in a cell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// Words, days, and what is written in digits and is no number.
    Text(String),
    /// A number, with a point before its decimals.
    Number(String),
}

impl From<&str> for Listed {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Listed {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Listed {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<domain::Money> for Listed {
    fn from(money: domain::Money) -> Self {
        let (sign, minor) = (if money.minor < 0 { "-" } else { "" }, money.minor.unsigned_abs());

        Self::Number(format!("{sign}{}.{:02}", minor / 100, minor % 100))
    }
}

impl Engine {
    /// Saves a list, as a workbook where the name ends in .xlsx, else as CSV. What stood under that name is replaced once
    /// the list is whole. Answers how many lines it has.
    pub fn save_listing(
        &self,
        listing: Listing,
        path: PathBuf,
        progress: Progress,
    ) -> impl Future<Output = Result<u64, Error>> + Send + use<> {
        crate::papers::aside(move || save(&listing, &path, &progress))
    }

    /// A name for a file beside those that were saved last, where nobody can be asked.
    pub fn free_name(
        &self,
        name: String,
    ) -> impl Future<Output = Result<PathBuf, Error>> + Send + use<> {
        let folder = self.papers_folder();

        async move {
            let folder = folder.await?;
            let (stem, end) = name.rsplit_once('.').unwrap_or((&name, "csv"));
            let others = (2..1_000).map(|n| folder.join(format!("{stem}-{n}.{end}")));
            let mut all = std::iter::once(folder.join(&name)).chain(others);

            all.find(|path| !path.exists()).ok_or(Error::Stopped)
        }
    }

    /// Everything that is known of a customer, a field a line: what they may ask for.
    pub fn person_listing(
        &self,
        customer: CustomerId,
        locale: Locale,
    ) -> impl Future<Output = Result<Listing, Error>> + Send + use<> {
        let offset = self.clock().offset();

        self.workers.read(move |session| {
            let file: Customer = session.get(customer)?.ok_or(Error::Unknown(Customer::KIND))?;
            let telling = Telling { session, locale: &locale, offset };
            let mut rows = Vec::new();
            let mut all: Vec<_> = session.belongings(customer)?.into_iter().collect();
            all.sort_by_key(|(kind, _)| place(kind));
            for (kind, ids) in all {
                let mut ids: Vec<_> = ids.into_iter().collect();
                ids.sort_unstable();
                for (at, id) in (1_i64..).zip(ids) {
                    let Some(stored) = session.stored(&kind, id)? else { continue };
                    for (name, value) in &stored.fields {
                        let Some(said) = telling.said((&kind, name), value)? else { continue };
                        let cells = [
                            locale.record(&kind).into(),
                            at.into(),
                            locale.field(name).into(),
                            said.into(),
                        ];
                        rows.push(cells.to_vec());
                    }
                }
            }
            let headers = [
                locale.export_what(),
                locale.import_number(),
                locale.export_field(),
                locale.export_value(),
            ];

            Ok(Listing { title: file.name, headers: headers.to_vec(), rows })
        })
    }
}

/// The person first, then where they live and what they have, then what happened.
fn place(kind: &str) -> usize {
    const FIRST: [&str; 4] = ["customer", "address", "appliance", "order"];

    FIRST.iter().position(|it| *it == kind).unwrap_or(FIRST.len())
}

fn save(listing: &Listing, path: &Path, progress: &Progress) -> Result<u64, Error> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let unfinished = path.with_extension(format!("part.{ending}"));
    let written = write(listing, &unfinished, progress).and_then(|whole| {
        if whole { std::fs::rename(&unfinished, path).map(|()| true) } else { Ok(false) }
    });
    if !matches!(written, Ok(true)) {
        // It may never have come into being.
        let _ = std::fs::remove_file(&unfinished);
    }

    match written {
        Ok(true) => Ok(listing.rows.len() as u64),
        Ok(false) => Err(Error::Cancelled),
        Err(why) => Err(Error::file(path, &why)),
    }
}

/// Answers whether nobody stopped it.
fn write(listing: &Listing, path: &Path, progress: &Progress) -> std::io::Result<bool> {
    let mut file = ListFile::create(path, &listing.headers)?;
    let total = listing.rows.len() as u64;
    for (at, rows) in listing.rows.chunks(AT_ONCE).enumerate() {
        progress.reach((at * AT_ONCE) as u64, total);
        if progress.is_cancelled() {
            return Ok(false);
        }
        for row in rows {
            file.write(row.iter().map(|cell| match cell {
                Listed::Text(text) => Figure::Text(text),
                Listed::Number(number) => Figure::Number(number),
            }))?;
        }
    }
    file.finish()?;

    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{call, office, wait};

    fn listing() -> Listing {
        let cells =
            |name: &str| vec![name.into(), Listed::from(domain::Money::fen(-1_250)), 3.into()];

        Listing {
            title: "x".to_owned(),
            headers: ["name", "owes", "jobs"].map(str::to_owned).to_vec(),
            rows: vec![cells("=cmd"), cells("13812345678")],
        }
    }

    #[test]
    fn a_list_is_saved_in_both_forms_and_nothing_in_it_runs()
    -> Result<(), Box<dyn std::error::Error>> {
        let (engine, folder) = (office(), tempfile::tempdir()?);
        for name in ["list.csv", "list.xlsx"] {
            let path = folder.path().join(name);
            let saved = wait(engine.save_listing(listing(), path.clone(), Progress::new()))?;
            assert_eq!(saved, 2);
            let looked = wait(engine.inspect_table(&path, crate::Reading::default(), None))?;
            assert_eq!(looked.headers, ["name", "owes", "jobs"]);
            let owes = if name == "list.csv" { "-12.50" } else { "-12.5" };
            assert_eq!(looked.samples, [["=cmd", owes, "3"], ["13812345678", owes, "3"]]);
        }
        let text = std::fs::read_to_string(folder.path().join("list.csv"))?;
        assert!(text.starts_with("\u{feff}name") && text.contains("\n'=cmd,"));
        Ok(())
    }

    #[test]
    fn what_was_stopped_leaves_what_was_there() -> Result<(), Box<dyn std::error::Error>> {
        let (engine, folder) = (office(), tempfile::tempdir()?);
        let path = folder.path().join("list.csv");
        std::fs::write(&path, "before")?;
        let progress = Progress::new();
        progress.cancel();
        let stopped = wait(engine.save_listing(listing(), path.clone(), progress));
        assert!(matches!(stopped, Err(Error::Cancelled)));
        assert_eq!(std::fs::read_to_string(&path)?, "before");
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);

        let nowhere = folder.path().join("none/list.xlsx");
        assert!(wait(engine.save_listing(listing(), nowhere, Progress::new())).is_err());
        Ok(())
    }

    #[test]
    fn everything_that_is_known_of_a_person_is_in_their_list() -> Result<(), Error> {
        let engine = office();
        let received = wait(engine.receive_order(call()))?;
        let order = wait(engine.order(received.order))?;
        let listing = wait(
            engine.person_listing(order.order.customer, Locale::new(locale::Language::English)),
        )?;
        let holds =
            |wanted: &str| listing.rows.iter().flatten().any(|it| *it == Listed::from(wanted));
        assert!(holds(&order.order.number.to_string()), "{listing:?}");
        assert_eq!(listing.headers.len(), 4);
        Ok(())
    }
}
