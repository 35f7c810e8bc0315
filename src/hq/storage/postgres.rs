//! PostgreSQL, and what speaks its protocol: one connection, and the transactions on it.

mod bell;
mod pool;
mod schema;
mod server;
pub mod words;

use std::collections::HashMap;
use std::fmt;

use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{ToSql, Type};
use postgres::{Client, Statement};
use sync::hq::StorageFailure;

use super::sql::{Found, Value};

pub use pool::Pool;
pub use postgres::Row;
pub use server::Server;

type Sql<T> = Result<T, StorageFailure>;

/// A connection, with the statements that were prepared on it.
pub struct Link {
    client: Client,
    statements: HashMap<String, Statement>,
    writes: bool,
    /// Whether anything failed in the present transaction: then nothing of it can be kept.
    failed: bool,
    clash: bool,
}

impl Link {
    /// Connects.
    pub fn connect(server: &Server) -> Sql<Self> {
        let client = server.connect().map_err(|error| StorageFailure(server::sentence(&error)))?;

        Ok(Self { client, statements: HashMap::new(), writes: false, failed: false, clash: false })
    }

    /// Begins a transaction. One that only looks sees one state of the database; one that writes sees what was
    /// committed before each of its statements, and takes locks: see [`Link::writes`].
    pub fn begin(&mut self, writes: bool) -> Sql<()> {
        (self.writes, self.failed, self.clash) = (writes, false, false);
        let sql = if writes {
            "BEGIN ISOLATION LEVEL READ COMMITTED"
        } else {
            "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        };

        self.batch(sql)
    }

    /// Ends it. What failed in part cannot be kept: the server would undo it without a word.
    pub fn end(&mut self, keep: bool) -> Sql<()> {
        if keep && self.failed {
            self.batch("ROLLBACK")?;
            return Err(StorageFailure("a part of the transaction failed".to_owned()));
        }

        self.batch(if keep { "COMMIT" } else { "ROLLBACK" })
    }

    /// Whether the present transaction writes, and so must lock what it decides by.
    pub fn writes(&self) -> bool {
        self.writes
    }

    /// Whether another transaction came in between: the same again may well succeed.
    pub fn clashed(&self) -> bool {
        self.clash
    }

    /// Whether the connection is gone.
    pub fn is_gone(&self) -> bool {
        self.client.is_closed()
    }

    /// Several statements without values.
    pub fn batch(&mut self, sql: &str) -> Sql<()> {
        let done = self.client.batch_execute(sql);

        done.map_err(|error| self.failed(&error))
    }

    pub fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Sql<usize> {
        let statement = self.prepared(sql)?;
        let values: Vec<_> = values.iter().map(|value| value as &(dyn ToSql + Sync)).collect();
        let done = self.client.execute(&statement, &values);
        let touched = done.map_err(|error| self.failed(&error))?;

        usize::try_from(touched).map_err(super::sql::failed)
    }

    pub fn query(&mut self, sql: &str, values: &[Value<'_>]) -> Sql<Vec<Row>> {
        let statement = self.prepared(sql)?;
        let found = self.client.query_raw(&statement, values).and_then(FallibleIterator::collect);

        found.map_err(|error| self.failed(&error))
    }

    /// Shows the rows as they come, as long as `show` answers that it wants more. Nothing else can be asked meanwhile.
    pub fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        show: &mut dyn FnMut(Found<'_>) -> Sql<bool>,
    ) -> Sql<()> {
        let statement = self.prepared(sql)?;
        let ended = match self.client.query_raw(&statement, values) {
            Err(error) => Err(error),
            Ok(mut rows) => loop {
                match rows.next() {
                    Ok(Some(row)) if show(Found::Postgres(&row))? => {}
                    Ok(_) => break Ok(()),
                    Err(error) => break Err(error),
                }
            },
        };

        ended.map_err(|error| self.failed(&error))
    }

    fn prepared(&mut self, sql: &str) -> Sql<Statement> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        let prepared = self.client.prepare(&words::statement(sql));
        let statement = prepared.map_err(|error| self.failed(&error))?;
        self.statements.insert(sql.to_owned(), statement.clone());

        Ok(statement)
    }

    fn failed(&mut self, error: &postgres::Error) -> StorageFailure {
        // Two that wait for each other, one that came too late, or two that added the same: one of them goes again.
        let clashes = [
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::UNIQUE_VIOLATION,
        ];
        self.failed = true;
        self.clash |= error.code().is_some_and(|code| clashes.contains(code));

        said(error)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link")
    }
}

/// What the server, or the way to it, says.
fn said(error: &postgres::Error) -> StorageFailure {
    if let Some(server) = error.as_db_error() {
        return StorageFailure(server.message().to_owned());
    }
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));

    StorageFailure(format!("{error}{}", cause.unwrap_or_default()))
}

/// What stands in a column.
pub fn value(row: &Row, column: usize) -> Sql<Value<'_>> {
    let kind = row.columns().get(column).map(postgres::Column::type_);
    let value = match kind {
        Some(&Type::INT8) => row.try_get(column).map(|it: Option<i64>| it.map(Value::Integer)),
        Some(&Type::INT4) => {
            row.try_get(column).map(|it: Option<i32>| it.map(|it| Value::Integer(it.into())))
        }
        Some(&Type::BOOL) => {
            row.try_get(column).map(|it: Option<bool>| it.map(|it| Value::Integer(it.into())))
        }
        Some(&Type::BYTEA) => row.try_get(column).map(|it: Option<&[u8]>| it.map(Value::Blob)),
        Some(_) => row.try_get(column).map(|it: Option<&str>| it.map(Value::Text)),
        None => return Err(StorageFailure(format!("there is no column {column}"))),
    };

    value.map(|value| value.unwrap_or(Value::Null)).map_err(|error| said(&error))
}
