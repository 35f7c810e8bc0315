//! The few things that a transaction asks of a database, the same whether it is SQLite or PostgreSQL.
//!
//! Statements are written once, as SQLite takes them, in words that PostgreSQL also knows. Integers are 64 bits wide,
//! truth is 0 or 1, and names and hashes are bytes.

use std::borrow::Cow;
use std::cell::RefCell;

use rusqlite::Connection;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use sync::hq::StorageFailure;
use uuid::Uuid;

use super::postgres::{self, Link};
use crate::Error;

type Sql<T> = Result<T, StorageFailure>;

/// A database within a transaction.
#[derive(Debug, Clone, Copy)]
pub enum Db<'a> {
    /// In a file, with one writer.
    Sqlite(&'a Connection),
    /// On a server, with many.
    #[cfg_attr(
        not(feature = "postgres"),
        expect(dead_code, reason = "there are no connections in a build that speaks to no server")
    )]
    Postgres(&'a RefCell<Link>),
}

/// What stands in a row, or takes the place of `?1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing.
    Null,
    /// A number, a time, or truth.
    Integer(i64),
    /// Words.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
    /// A name or a short hash.
    Id([u8; 16]),
}

/// What takes the places of `?1`, `?2` … in a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::storage::sql::Value::from(&$value)),*] };
}
pub(super) use values;

/// A row that was found.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    /// By SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// By PostgreSQL.
    Postgres(&'a postgres::Row),
}

/// What can be read from a row.
pub trait Column: Sized {
    /// None if something else stands there.
    fn read(value: Value<'_>) -> Option<Self>;
}

impl<'a> Db<'a> {
    /// Carries a statement out and answers how many rows it touched.
    pub fn run(self, sql: &str, values: &[Value<'_>]) -> Sql<usize> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql).map_err(failed)?;
                statement.execute(rusqlite::params_from_iter(values)).map_err(failed)
            }
            Self::Postgres(link) => link.borrow_mut().run(sql, values),
        }
    }

    /// Shows the rows one after another, as long as `show` answers that it wants more.
    pub fn each(
        self,
        sql: &str,
        values: &[Value<'_>],
        mut show: impl FnMut(Found<'_>) -> Sql<bool>,
    ) -> Sql<()> {
        match self {
            Self::Sqlite(db) => {
                let mut statement = db.prepare_cached(sql).map_err(failed)?;
                let mut rows =
                    statement.query(rusqlite::params_from_iter(values)).map_err(failed)?;
                while let Some(row) = rows.next().map_err(failed)? {
                    if !show(Found::Sqlite(row))? {
                        break;
                    }
                }
                Ok(())
            }
            Self::Postgres(link) => link.borrow_mut().each(sql, values, &mut show),
        }
    }

    /// All rows.
    pub fn all<T>(
        self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(Found<'_>) -> Sql<T>,
    ) -> Sql<Vec<T>> {
        let mut all = Vec::new();
        if let Self::Postgres(link) = self {
            for row in link.borrow_mut().query(sql, values)? {
                all.push(read(Found::Postgres(&row))?);
            }
            return Ok(all);
        }
        self.each(sql, values, |row| {
            all.push(read(row)?);
            Ok(true)
        })?;

        Ok(all)
    }

    /// The first row, if there is any.
    pub fn one<T>(
        self,
        sql: &str,
        values: &[Value<'_>],
        mut read: impl FnMut(Found<'_>) -> Sql<T>,
    ) -> Sql<Option<T>> {
        if let Self::Postgres(link) = self {
            let rows = link.borrow_mut().query(sql, values)?;
            return rows.first().map(|row| read(Found::Postgres(row))).transpose();
        }
        let mut found = None;
        self.each(sql, values, |row| {
            found = Some(read(row)?);
            Ok(false)
        })?;

        Ok(found)
    }

    /// Whether others write at the same time, so that this transaction must lock what it decides by.
    pub fn locks(self) -> bool {
        match self {
            Self::Postgres(link) => link.borrow().writes(),
            Self::Sqlite(_) => false,
        }
    }

    /// The statement so that it takes the locks of the rows it finds, if that is so.
    pub fn locking(self, sql: &str) -> Cow<'_, str> {
        if self.locks() { format!("{sql} FOR UPDATE").into() } else { sql.into() }
    }

    /// The file, where there is one.
    pub fn file(self) -> Result<&'a Connection, Error> {
        match self {
            Self::Sqlite(db) => Ok(db),
            Self::Postgres(_) => Err(Error::OnServer),
        }
    }
}

impl<'a> Found<'a> {
    /// What stands in a column, counted from 0.
    pub fn get<T: Column>(self, column: usize) -> Sql<T> {
        let wrong = || StorageFailure(format!("column {column} cannot be read"));

        T::read(self.value(column)?).ok_or_else(wrong)
    }

    /// Text in a column, if there is any.
    pub fn text(self, column: usize) -> Sql<Option<&'a str>> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            Value::Integer(_) | Value::Blob(_) | Value::Id(_) => {
                Err(StorageFailure(format!("column {column} is no text")))
            }
        }
    }

    fn value(self, column: usize) -> Sql<Value<'a>> {
        match self {
            Self::Sqlite(row) => match row.get_ref(column).map_err(failed)? {
                ValueRef::Null => Ok(Value::Null),
                ValueRef::Integer(number) => Ok(Value::Integer(number)),
                ValueRef::Text(text) => std::str::from_utf8(text).map(Value::Text).map_err(failed),
                ValueRef::Blob(bytes) => Ok(Value::Blob(bytes)),
                ValueRef::Real(_) => Err(StorageFailure(format!("column {column} is a fraction"))),
            },
            Self::Postgres(row) => postgres::value(row, column),
        }
    }
}

pub(super) fn failed(error: impl std::fmt::Display) -> StorageFailure {
    StorageFailure(error.to_string())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
            Self::Id(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl From<&i64> for Value<'_> {
    fn from(number: &i64) -> Self {
        Self::Integer(*number)
    }
}

impl From<&u32> for Value<'_> {
    fn from(number: &u32) -> Self {
        Self::Integer(i64::from(*number))
    }
}

impl From<&bool> for Value<'_> {
    fn from(truth: &bool) -> Self {
        Self::Integer(i64::from(*truth))
    }
}

impl From<&Uuid> for Value<'_> {
    fn from(id: &Uuid) -> Self {
        Self::Id(*id.as_bytes())
    }
}

impl From<&[u8; 16]> for Value<'_> {
    fn from(bytes: &[u8; 16]) -> Self {
        Self::Id(*bytes)
    }
}

impl<'a> From<&'a [u8; 32]> for Value<'a> {
    fn from(bytes: &'a [u8; 32]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a> From<&'a [u8; 1]> for Value<'a> {
    fn from(bytes: &'a [u8; 1]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a> From<&&'a [u8]> for Value<'a> {
    fn from(bytes: &&'a [u8]) -> Self {
        Self::Blob(bytes)
    }
}

impl<'a> From<&&'a str> for Value<'a> {
    fn from(text: &&'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<&Option<i64>> for Value<'_> {
    fn from(number: &Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Integer)
    }
}

impl From<&Option<Uuid>> for Value<'_> {
    fn from(id: &Option<Uuid>) -> Self {
        id.map_or(Self::Null, |id| Self::Id(id.into_bytes()))
    }
}

impl<'a> From<&'a Option<String>> for Value<'a> {
    fn from(text: &'a Option<String>) -> Self {
        text.as_ref().map_or(Self::Null, |text| Self::Text(text))
    }
}

impl<T: Column> Column for Option<T> {
    fn read(value: Value<'_>) -> Option<Self> {
        if value == Value::Null { Some(None) } else { T::read(value).map(Some) }
    }
}

impl Column for i64 {
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Integer(number) = value { Some(number) } else { None }
    }
}

impl Column for u32 {
    fn read(value: Value<'_>) -> Option<Self> {
        i64::read(value)?.try_into().ok()
    }
}

impl Column for bool {
    fn read(value: Value<'_>) -> Option<Self> {
        i64::read(value).map(|number| number != 0)
    }
}

impl Column for String {
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.to_owned()) } else { None }
    }
}

impl Column for Vec<u8> {
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Blob(bytes) = value { Some(bytes.to_vec()) } else { None }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(value: Value<'_>) -> Option<Self> {
        if let Value::Blob(bytes) = value { bytes.try_into().ok() } else { None }
    }
}

impl Column for Uuid {
    fn read(value: Value<'_>) -> Option<Self> {
        <[u8; 16]>::read(value).map(Self::from_bytes)
    }
}
