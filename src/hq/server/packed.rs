//! Pages that lie packed: sent as they lie, between two small frames that say what is true now.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use sync::hq::{Given, Packet};
use sync::wire::PullReply;

use super::body::{self, Coding};

/// How a page without rows begins.
const BEGINNING: &str = r#"{"rows":[]"#;
/// How one with rows does, up to the rows.
const BEFORE: &str = r#"{"rows":"#;

/// Gives out a page. Its packet is opened only for whoever does not know zstd.
pub async fn answer(headers: &HeaderMap, given: Given) -> Response {
    let framed = given
        .packet
        .as_ref()
        .filter(|_| Coding::wanted(headers) == Coding::Zstd)
        .and_then(|packet| framed(&given.page, packet));
    let Some(framed) = framed else {
        let opened = given.open().map_err(|failure| crate::Error::from(failure).into());
        return body::answer(headers, opened).await;
    };
    let mut response = Response::new(Body::from(framed));
    let sent = response.headers_mut();
    sent.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    sent.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    sent.insert(header::CONTENT_ENCODING, Coding::Zstd.name());

    response
}

/// Several frames of zstd, one after another, are one text (RFC 8878, 3.1).
fn framed(page: &PullReply, packet: &Packet) -> Option<Vec<u8>> {
    let text = serde_json::to_string(page).ok()?;
    let after = text.strip_prefix(BEGINNING)?;
    let (before, after) = (frame(BEFORE)?, frame(after)?);

    Some([&before[..], &packet.bytes, &after].concat())
}

fn frame(text: &str) -> Option<Vec<u8>> {
    Coding::Zstd.deflate(text.as_bytes())
}
