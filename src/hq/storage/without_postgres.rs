//! In a build that speaks to no server there are no connections, so nothing can be asked of one.

use std::convert::Infallible;
use std::sync::Arc;

use sync::hq::StorageFailure;

use super::Session;
use super::bell::Bell;
use super::sql::{Found, Value};
use crate::Error;
use crate::surroundings::{Moment, Surroundings};

type Sql<T> = Result<T, StorageFailure>;

/// A connection.
#[derive(Debug)]
pub struct Link(Infallible);

/// Connections.
#[derive(Debug)]
pub struct Pool(Infallible);

/// A row that a server sent.
#[derive(Debug)]
pub struct Row(Infallible);

impl Link {
    pub fn writes(&self) -> bool {
        match self.0 {}
    }

    pub fn run(&mut self, _sql: &str, _values: &[Value<'_>]) -> Sql<usize> {
        match self.0 {}
    }

    pub fn query(&mut self, _sql: &str, _values: &[Value<'_>]) -> Sql<Vec<Row>> {
        match self.0 {}
    }

    pub fn each(
        &mut self,
        _sql: &str,
        _values: &[Value<'_>],
        _show: &mut dyn FnMut(Found<'_>) -> Sql<bool>,
    ) -> Sql<()> {
        match self.0 {}
    }
}

impl Pool {
    pub fn open(_url: &str, _: Arc<Bell>, _: Arc<Surroundings>) -> Result<Self, Error> {
        Err(Error::WithoutServer)
    }

    pub fn is_founded(_url: &str) -> Result<bool, Error> {
        Err(Error::WithoutServer)
    }

    pub fn write<T>(
        &self,
        _work: impl FnMut(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.0 {}
    }

    pub fn look<T>(
        &self,
        _look: impl FnOnce(&mut Session<'_>, &mut Moment) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match self.0 {}
    }
}

pub fn value(row: &Row, _column: usize) -> Sql<Value<'_>> {
    match row.0 {}
}
