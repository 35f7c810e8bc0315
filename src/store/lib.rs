//! What is remembered: the desktop's SQLite file. The only crate at the desk that speaks SQL.
//!
//! Records live as fields in `record`; every other table is derived from them or belongs to this
//! computer alone. A [`Session`] is one transaction.

mod abreast;
mod article;
mod backup;
mod callback;
mod carried;
mod conflict;
mod customer;
mod draft;
mod elsewhere;
mod enquiry;
mod erasure;
mod error;
mod fact;
mod forget;
mod identity;
mod import;
mod letter;
mod operation;
mod order;
mod parted;
mod projection;
mod record;
mod repair;
mod replica;
mod reword;
mod same;
mod search;
mod setting;
#[cfg(feature = "simulator")]
pub mod simulated;
mod staff;
mod stock;
mod tally;
mod visit;
mod watch;

pub use article::{ArticleRow, Asked};
pub use backup::{Finding, Health, Staged, verify};
pub use callback::CallRow;
pub use carried::{NamedFile, Packing, Parcel, Unsent, is_what_it_says, place_of};
pub use conflict::{ConflictRow, FlaggedRow, OverpaidRow};
pub use customer::{AddressRow, ApplianceRow, CustomerRow, GradeRow, SoldRow};
pub use enquiry::{EnquiryFilter, EnquiryRow, EnquiryStage};
pub use erasure::Belongings;
pub use error::Error;
pub use fact::{FactRow, Graded};
pub use identity::Identity;
pub use import::{ImportChange, ImportRun};
pub use letter::{AddresseeRow, LetterRow};
pub use order::{Books, OrderFilter, OrderRow, Shared, Stage};
pub use record::Stored;
pub use replica::{QueueCount, Refused};
pub use same::PersonSwept;
pub use search::{Hit, HitKind, Meant, Sought, folded, spellings};
pub use staff::StaffRow;
pub use stock::{BalanceRow, MoveRow};
pub use tally::Tally;
pub use visit::{JobRow, ReturnedRow, SheetOut, VisitFilter, VisitRow};
pub use watch::Watch;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use sync::hq::{Rules as _, TradeRules};
use uuid::Uuid;

/// The file that holds everything this office knows.
#[derive(Debug)]
pub struct Store {
    db: Connection,
    upcast: Upcast,
}

/// What makes of a change, written under an older schema of the exchange, one of the present schema: as headquarters does
/// with what it is sent.
type Upcast = fn(u32, sync::Change) -> sync::Change;

fn upcast(schema: u32, change: sync::Change) -> sync::Change {
    TradeRules.upcast(schema, change)
}

/// One transaction, with a method for everything that can be asked in it.
#[derive(Debug)]
pub struct Session<'a> {
    db: Transaction<'a>,
    upcast: Upcast,
    staged: RefCell<Vec<sync::Change>>,
    /// Customers whose entry in the search index is behind, with what was just read of them.
    unindexed: RefCell<BTreeMap<Uuid, Option<domain::Customer>>>,
    /// Whether anybody was found to have two files, or not to; none as long as nobody asked.
    anybody_same: Cell<Option<bool>>,
}

/// Marks the file as ours: "BDK1".
const APPLICATION: i64 = 0x4244_4b31;

/// Each released schema, oldest first. Never edited, only added to.
const MIGRATIONS: [&str; 22] = [
    include_str!("schema.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
    include_str!("schema/6.sql"),
    include_str!("schema/7.sql"),
    include_str!("schema/8.sql"),
    include_str!("schema/9.sql"),
    include_str!("schema/10.sql"),
    include_str!("schema/11.sql"),
    include_str!("schema/12.sql"),
    include_str!("schema/13.sql"),
    include_str!("schema/14.sql"),
    include_str!("schema/15.sql"),
    include_str!("schema/16.sql"),
    include_str!("schema/17.sql"),
    include_str!("schema/18.sql"),
    include_str!("schema/19.sql"),
    include_str!("schema/20.sql"),
    include_str!("schema/21.sql"),
    include_str!("schema/22.sql"),
];

impl Store {
    /// Opens the database at `path` for writing, creating it on the first run. A search index that an older version made
    /// is brought up to date first.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut store = Self::open_behind(path)?;
        // Some rows at a time, so that what is cut short goes on at the next start.
        let mut is_behind = true;
        while is_behind {
            is_behind = store.transact(|session: &Session<'_>| session.catch_up_search())?;
        }

        Ok(store)
    }

    /// The same, but leaves the search index as it is: whoever opens it so catches up.
    pub fn open_behind(path: &Path) -> Result<Self, Error> {
        Self::prepare(Connection::open(path)?, upcast)
    }

    /// Opens the database at `path` to read a snapshot while another connection writes.
    pub fn open_reader(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        configure(&db)?;

        Ok(Self { db, upcast })
    }

    /// Opens a database that is forgotten when dropped, for tests.
    pub fn in_memory() -> Result<Self, Error> {
        Self::prepare(Connection::open_in_memory()?, upcast)
    }

    /// Lets the file grow no further than to so many pages, or than it is: a full disk, for tests.
    pub fn limit(&self, pages: u32) -> Result<(), Error> {
        // It answers with the limit that holds now.
        self.db.query_row(&format!("pragma max_page_count = {pages}"), [], |_| Ok(()))?;

        Ok(())
    }

    /// Runs `work` in one transaction: all of it lands on the disk, or none of it does.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run(TransactionBehavior::Immediate, work)
    }

    /// Runs `work` on one snapshot. Nothing it might write is kept.
    pub fn read<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let session = self.session(TransactionBehavior::Deferred)?;

        work(&session)
    }

    /// Runs `work` in one transaction of which nothing is kept: a rehearsal.
    pub fn rehearse<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let session = self.session(TransactionBehavior::Immediate)?;

        work(&session)
    }

    fn run<T, E: From<Error>>(
        &mut self,
        behaviour: TransactionBehavior,
        work: impl FnOnce(&Session<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let session = self.session(behaviour)?;
        let value = work(&session)?;
        session.index_what_changed()?;
        session.db.commit().map_err(Error::from)?;

        Ok(value)
    }

    fn session(&mut self, behaviour: TransactionBehavior) -> Result<Session<'_>, Error> {
        Ok(Session {
            upcast: self.upcast,
            db: self.db.transaction_with_behavior(behaviour)?,
            staged: RefCell::default(),
            unindexed: RefCell::default(),
            anybody_same: Cell::new(None),
        })
    }

    fn prepare(mut db: Connection, upcast: Upcast) -> Result<Self, Error> {
        configure(&db)?;
        let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let tables: i64 =
            db.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
        if application != APPLICATION && tables > 0 {
            return Err(Error::NotOurs);
        }
        let known = MIGRATIONS.len() as i64;
        if found > known {
            return Err(Error::Newer { found, known });
        }
        if found < known {
            let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for migration in &MIGRATIONS[usize::try_from(found).unwrap_or_default()..] {
                step.execute_batch(migration)?;
            }
            step.pragma_update(None, "application_id", APPLICATION)?;
            step.pragma_update(None, "user_version", known)?;
            step.commit()?;
        }
        let mut store = Self { db, upcast };
        store.transact(replica::lay_in_words_of_today)?;
        store.transact(article::file_what_is_behind)?;
        if found < known {
            store.transact(same::take_up)?;
        }

        Ok(store)
    }
}

/// So many pages, 16 MiB, may lie in the log before they are carried over to the database: those that are written to
/// again and again, as a first fetch does, are carried over once.
const LOG_PAGES: i64 = 4_000;

fn configure(db: &Connection) -> Result<(), Error> {
    db.busy_timeout(std::time::Duration::from_secs(5))?;
    // A plan does not depend on what is asked for: else many a statement is planned anew each time it is used.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(128);
    // A read-only connection takes the journal mode it finds.
    let writes = !db.is_readonly(rusqlite::MAIN_DB)?;
    if writes {
        db.pragma_update(None, "journal_mode", "wal")?;
        db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    }
    db.pragma_update(None, "synchronous", "full")?;
    // What was there is overwritten in the pages that are written anyway: an erased name is not left between rows.
    db.query_row("pragma secure_delete = fast", [], |_| Ok(()))?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    // In KiB. What readers do not keep, the system does.
    db.pragma_update(None, "cache_size", if writes { -4_000 } else { -1_000 })?;

    Ok(())
}

/// Takes away what version 22 added, for tests of databases from before.
#[cfg(test)]
pub(crate) const BEFORE_22: &str =
    "drop index appliance_shop; alter table address drop column gone;
    alter table appliance drop column shop; alter table appliance drop column seller;
    alter table appliance drop column purchased; alter table appliance drop column registered;";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_program_is_refused_and_left_alone() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("other.db");
        Connection::open(&path)?.execute_batch("create table photo (id integer)")?;
        let before = std::fs::read(&path)?;

        assert!(matches!(Store::open(&path), Err(Error::NotOurs)));
        assert_eq!(std::fs::read(&path)?.len(), before.len());
        Ok(())
    }

    #[test]
    fn a_file_that_is_no_database_is_refused() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("letter.db");
        std::fs::write(&path, "Dear Sir or Madam, ".repeat(400))?;

        assert!(matches!(Store::open(&path), Err(Error::NotOurs)));
        Ok(())
    }

    #[test]
    fn a_full_disk_refuses_a_transaction_as_a_whole_and_hurts_nothing() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let mut store = Store::open(&path)?;
        let put = |store: &mut Store, notes: std::ops::Range<u32>| -> Result<(), Error> {
            let page = "x".repeat(4_096);
            store.transact(|session| {
                notes.clone().try_for_each(|at| session.put_setting(&format!("note-{at}"), &page))
            })
        };
        let kept = |store: &mut Store| -> Result<u32, Error> {
            store.read(|session| {
                let sql = "select count(*) from setting where name like 'note-%'";
                Ok(session.db.query_row(sql, [], |row| row.get(0))?)
            })
        };
        put(&mut store, 0..5)?;
        store.limit(1)?;

        assert!(matches!(put(&mut store, 5..100), Err(Error::DiskFull)));
        assert_eq!(kept(&mut store)?, 5, "not one of the refused");
        assert_eq!(kept(&mut Store::open_reader(&path)?)?, 5, "seen from elsewhere either");
        store.limit(u32::MAX - 1)?;
        put(&mut store, 5..100)?;
        drop(store);

        let mut store = Store::open(&path)?;
        let verdict = store.db.query_row("pragma integrity_check", [], |row| row.get(0));
        assert_eq!((kept(&mut store)?, verdict), (100, Ok("ok".to_owned())));
        Ok(())
    }

    #[test]
    fn whose_an_order_is_can_be_asked_also_where_it_was_kept_before() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let old = Connection::open(&path)?;
        for released in &MIGRATIONS[..3] {
            old.execute_batch(released)?;
        }
        old.pragma_update(None, "application_id", APPLICATION)?;
        old.pragma_update(None, "user_version", 3)?;
        for (id, fields) in [([1_u8; 16], r#"{"branch": "Cardiff"}"#), ([2; 16], "{}")] {
            old.execute(
                "insert into record (kind, id, stream, body) values ('order', ?1, 'branch:SH01', ?2)",
                (id, fields),
            )?;
            old.execute(
                "insert into service_order
                     (id, number, series, sequence, kind, state, over, customer, urgent, received)
                 values (?1, ?2, 'SH01-A', 1, 'repair', 'ready', 0, ?1, 0, 0)",
                (id, format!("SH01-A{}", id[0])),
            )?;
        }
        drop(old);

        let mut store = Store::open(&path)?;
        let found = store.read(|session| -> Result<_, Error> {
            let found = session.branches()?;
            Ok(found)
        })?;
        assert_eq!(found, [(None, 1), (Some("Cardiff".to_owned()), 1)]);
        Ok(())
    }

    #[test]
    fn what_was_owed_before_is_summed_up_and_followed() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let old = Connection::open(&path)?;
        for released in &MIGRATIONS[..10] {
            old.execute_batch(released)?;
        }
        old.pragma_update(None, "application_id", APPLICATION)?;
        old.pragma_update(None, "user_version", 10)?;
        let order = [1_u8; 16];
        old.execute(
            "insert into service_order
                 (id, number, series, sequence, kind, state, over, customer, urgent, received)
             values (?1, 'SH01-A1', 'SH01-A', 1, 'repair', 'sheet_in', 0, ?1, 0, 0)",
            [order],
        )?;
        let facts = [(1, "charge", "customer", 9_000), (2, "charge", "maker", 500)];
        for (id, kind, code, amount) in facts.into_iter().chain([(3, "receipt", "", 4_000)]) {
            old.execute(
                "insert into fact (id, kind, order_id, code, amount, at) values (?1, ?2, ?3, ?4, ?5, 0)",
                ([id; 16], kind, order, code, amount),
            )?;
        }
        drop(old);

        let mut store = Store::open(&path)?;
        let owed = |store: &mut Store| {
            store.read(|session| -> Result<_, Error> {
                let owed = session.owed()?;
                Ok(owed)
            })
        };
        assert_eq!(owed(&mut store)?, (1, 5_000));
        for (change, rest) in [
            ("update fact set amount = 3000 where kind = 'receipt'", 6_000),
            ("update fact set at = 1", 6_000),
            ("delete from fact where kind = 'receipt'", 9_000),
            ("update fact set code = 'maker' where amount = 9000", 0),
        ] {
            store.db.execute_batch(change)?;
            assert_eq!(owed(&mut store)?.1, rest, "{change}");
        }
        Ok(())
    }

    /// Makes the index's rows those of version 14.
    const OLD_SEARCH: &str = "alter table search_row drop column held;
        alter table search_row add column recent integer not null default 0";

    #[test]
    fn an_index_of_before_is_brought_up_to_date_once() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let mut store = Store::open(&path)?;
        store.transact(|session| {
            crate::replica::found(session)?;
            for n in 1..=2_500_u128 {
                let person = domain::Customer { name: format!("王{n}"), ..Default::default() };
                let (kind, id) = ("customer".to_owned(), Uuid::from_u128(n));
                let body = domain::fields_of(&person);
                session.stage(sync::Change::Create { kind, id, body })?;
            }
            Ok::<_, Error>(())
        })?;
        store.db.execute_batch(&format!(
            "{BEFORE_22} insert into search (search) values ('delete-all'); {OLD_SEARCH};
             insert into search (rowid, grams) select row, '%0738b' from search_row;
             alter table appliance drop column called; alter table service_order drop column said;
             drop index order_handed; alter table service_order drop column handed;
             pragma user_version = 5"
        ))?;
        drop(store);

        let mut store = Store::open(&path)?;
        let found = store.read(|session| session.find("王7", 5))?;
        assert_eq!(found.first().map(|hit| hit.name.as_str()), Some("王7"));
        assert_eq!(store.read(|session| session.setting("search-behind"))?, None);
        Ok(())
    }

    #[test]
    fn orders_of_before_say_in_lists_which_other_branch_they_have_to_do_with() -> Result<(), Error>
    {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let mut store = Store::open(&path)?;
        let half = serde_json::json!({
            "branch": "SZ01", "number": "SZ01-H00001", "order": Uuid::from_u128(9),
        });
        store.transact(|session| {
            crate::replica::found(session)?;
            let asked = serde_json::json!({"why": "They moved", "at": 7});
            let refused = serde_json::json!({"why": "They moved", "at": 7, "refused": "No"});
            let said = [
                None,
                Some(("handed_to", half.clone())),
                Some(("handed_from", half.clone())),
                Some(("handed_wish", asked)),
                Some(("handed_wish", refused.clone())),
                Some(("handed_wish", refused)),
            ];
            for (n, other) in (1..).zip(said) {
                let mut order = serde_json::json!({
                    "number": format!("SH01-A0000{n}"), "kind": "repair", "received": n,
                    "customer": Uuid::nil(),
                });
                if let Some((name, what)) = other {
                    order[name] = what;
                }
                if n == 6 {
                    order["handed_to"] = half.clone();
                }
                let body = order.as_object().cloned().unwrap_or_default();
                let (kind, id) = ("order".to_owned(), Uuid::from_u128(n));
                session.stage(sync::Change::Create { kind, id, body })?;
            }
            Ok::<_, Error>(())
        })?;
        store.db.execute_batch(&format!(
            "{BEFORE_22} drop index order_handed; alter table service_order drop column handed;
             {OLD_SEARCH}; pragma user_version = 13"
        ))?;
        drop(store);

        let store = Store::open(&path)?;
        let mut bits = store.db.prepare("select handed from service_order order by number")?;
        let bits = bits.query_map([], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        assert_eq!(bits, [0, 1, 2, 4, 8, 1]);
        Ok(())
    }

    #[test]
    fn who_sold_what_before_is_counted_once_the_program_is_updated() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        let mut store = Store::open(&path)?;
        let customer = domain::CustomerId(Uuid::from_u128(1));
        let machine = domain::Appliance {
            shop: Some(" Suning ".into()),
            purchased: chrono::NaiveDate::from_ymd_opt(2026, 5, 1),
            ..domain::Appliance::new(customer, domain::Category::Washer)
        };
        store.transact(|session| {
            crate::replica::found(session)?;
            let body = domain::fields_of(&machine);
            let (kind, id) = ("appliance".to_owned(), Uuid::from_u128(2));
            session.stage(sync::Change::Create { kind, id, body })?;
            Ok::<_, Error>(())
        })?;
        store.db.execute_batch(&format!("{BEFORE_22} pragma user_version = 21"))?;
        drop(store);

        let mut store = Store::open(&path)?;
        let rows = store.read(|session| session.registrations(None))?;
        let rows: Vec<_> =
            rows.iter().map(|it| (it.shop.as_str(), it.sold, it.registered)).collect();
        assert_eq!(rows, [("Suning", 1, 0)]);
        Ok(())
    }

    #[test]
    fn a_newer_schema_is_refused_with_both_numbers() -> Result<(), Error> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("branchdesk.db");
        Store::open(&path)?.db.pragma_update(None, "user_version", 900)?;

        assert!(matches!(
            Store::open(&path),
            Err(Error::Newer { found: 900, known }) if known == MIGRATIONS.len() as i64
        ));
        Ok(())
    }
}
