//! All rows that a leg leaves behind, written bare: the same tables and indexes, by prepared statements, and nothing else.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::super::table::time;

/// What a statement is run with, row by row.
struct Rows {
    statement: String,
    values: Vec<Vec<Value>>,
}

/// A file to write to, prepared, and what is to be written.
pub struct Floor {
    db: Connection,
    all: Vec<Rows>,
}

impl Floor {
    /// An empty file with the tables and indexes of `like`, to take what these queries find there: each with the table
    /// it goes to.
    pub fn like(like: &Path, at: &Path, what: &[(&str, &str)]) -> Self {
        let (from, db) = (look(like), open(at));
        // What a virtual table keeps its words in is made with it.
        let schema = "select sql from sqlite_schema where sql is not null and not exists (
            select 1 from sqlite_schema as virtual
            where virtual.sql like 'create virtual table%'
                and sqlite_schema.name in (virtual.name || '_data', virtual.name || '_idx',
                    virtual.name || '_content', virtual.name || '_docsize', virtual.name || '_config'))";
        for sql in rows(&from, schema) {
            let [Value::Text(sql)] = &sql[..] else { continue };
            if !sql.contains("sqlite_sequence") {
                db.execute_batch(sql).expect("a schema");
            }
        }
        let all = what.iter().filter_map(|(table, query)| {
            let values = rows(&from, query);
            // Records that nobody lists leave nothing there.
            let marks = vec!["?"; values.first()?.len()].join(", ");
            Some(Rows { statement: format!("insert into {table} values ({marks})"), values })
        });

        Self { all: all.collect(), db }
    }

    /// The entries of the search index, as the words that were put in.
    pub fn with_search(mut self, like: &Path) -> Self {
        let from = look_and_write(like);
        from.execute_batch(
            "create virtual table temp.word using fts5vocab('main', 'search', 'instance')",
        )
        .expect("a vocabulary");
        let values = rows(&from, "select doc, group_concat(term, ' ') from temp.word group by doc");
        let statement = "insert into search (rowid, grams) values (?, ?)".to_owned();
        self.all.push(Rows { statement, values });
        self
    }

    /// A copy of a desk before it sent anything, to take the receipts that it has in `after`.
    pub fn receipts(before: &Path, after: &Path) -> Self {
        let statement =
            "update outbox set status = 'acknowledged', outcome = ?, seq = ? where op_id = ?";
        let values = rows(&look(after), "select outcome, seq, op_id from outbox order by entry");

        Self { db: open(before), all: vec![Rows { statement: statement.to_owned(), values }] }
    }

    /// Writes all of it in so many transactions, each of which is on the disk before the next begins.
    pub fn write(self, commits: usize) -> Duration {
        let (took, ()) = time(|| {
            for part in 0..commits {
                self.db.execute_batch("begin immediate").expect("a database");
                for Rows { statement, values } in &self.all {
                    let mut statement = self.db.prepare_cached(statement).expect("a table");
                    let end = |part: usize| values.len() * part / commits;
                    for row in &values[end(part)..end(part + 1)] {
                        statement.execute(params_from_iter(row)).expect("room");
                    }
                }
                self.db.execute_batch("commit").expect("room");
            }
        });

        took
    }
}

fn look(path: &Path) -> Connection {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database")
}

/// The vocabulary of a search index can only be asked for on a connection that may write.
fn look_and_write(path: &Path) -> Connection {
    Connection::open(path).expect("a database")
}

/// As durable as a desk's and headquarters' own files, and without looking after foreign keys.
fn open(path: &Path) -> Connection {
    let db = Connection::open(path).expect("a database");
    db.pragma_update(None, "journal_mode", "wal").expect("a database");
    db.pragma_update(None, "synchronous", "full").expect("a database");
    db.pragma_update(None, "foreign_keys", false).expect("a database");

    db
}

fn rows(db: &Connection, query: &str) -> Vec<Vec<Value>> {
    let mut query = db.prepare(query).expect("a query");
    let columns = query.column_count();
    let read = query
        .query_map([], |row| (0..columns).map(|column| row.get(column)).collect())
        .expect("a table");

    read.collect::<Result<_, _>>().expect("rows")
}
