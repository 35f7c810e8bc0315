//! What a browser sends: the query of an address, or a form.

use axum::body::Body;
use axum::extract::{FromRequest as _, Query};
use axum::http::request::Parts;
use axum::http::{Request, Uri, header};
use axum::{Form, extract::DefaultBodyLimit};

use crate::server::body::PATIENCE;

/// Why what was sent is no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It did not arrive.
    TooSlow,
    /// It is too long, or something else.
    Malformed,
}

/// Names and values, in the order of the form.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// What stands behind the question mark; what cannot be read says nothing.
    pub fn asked(uri: &Uri) -> Self {
        Query::try_from_uri(uri).map(|Query(fields)| Self(fields)).unwrap_or_default()
    }

    /// The fields of a form, if it arrives in time.
    pub async fn sent(parts: &Parts, body: Body) -> Result<Self, Unread> {
        let arriving = tokio::time::timeout(PATIENCE, Self::read(parts, body));

        arriving.await.map_err(|_| Unread::TooSlow)?.map_err(|()| Unread::Malformed)
    }

    async fn read(parts: &Parts, body: Body) -> Result<Self, ()> {
        let mut request = Request::builder().method("POST").body(body).map_err(|_| ())?;
        // Of what the request came with only this matters to whoever reads a form.
        if let Some(kind) = parts.headers.get(header::CONTENT_TYPE) {
            request.headers_mut().insert(header::CONTENT_TYPE, kind.clone());
        }
        DefaultBodyLimit::max(super::FORM_BYTES).apply(&mut request);
        let Form(fields) = Form::from_request(request, &()).await.map_err(|_| ())?;

        Ok(Self(fields))
    }

    /// The first value of this name, without spaces around it; empty if there is none.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.trim())
    }

    /// The value as it was typed, spaces and all.
    pub fn exact(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// All values of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// Whether a box was ticked.
    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Which page of a list, counted from 0.
    pub fn page(&self) -> usize {
        // So far nobody turns pages.
        const MOST: usize = 1_000_000;

        self.get("page").parse().map_or(0, |page: usize| page.saturating_sub(1).min(MOST))
    }
}
