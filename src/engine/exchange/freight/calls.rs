//! What is asked of headquarters about the bytes of files, and what its answers mean.

use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use domain::FileHash;
use serde::Deserialize;
use sync::client::carrier::{Ask, Said};
use sync::limits::DESK_CHUNK_BYTES;
use sync::wire::{BLOB_CHUNK, BLOB_HELD, BLOB_SIZE, Code, Held, Refusal, blob_path};
use ureq::http::{HeaderMap, HeaderValue, header};

use crate::exchange::caller::Caller;
use crate::exchange::line;

/// A headquarters that is busy and does not say for how long is left alone for so many seconds.
const BUSY: u64 = 60;

/// What headquarters said, and the bytes that came.
pub(super) struct Answer {
    pub(super) said: Said,
    pub(super) bytes: Option<Vec<u8>>,
}

impl Answer {
    pub(super) fn lost() -> Self {
        Said::Lost.into()
    }
}

impl From<Said> for Answer {
    fn from(said: Said) -> Self {
        Self { said, bytes: None }
    }
}

/// What is read of the refusal of a piece.
#[derive(Deserialize)]
struct Refused {
    retry_after: Option<u64>,
    size: Option<u64>,
    held: Option<u64>,
}

/// Asks one thing about a file that lies at `place`. Blocks.
pub(super) fn call(
    caller: &Caller,
    (hash, place, size): (&FileHash, &Path, u64),
    ask: Ask,
) -> Answer {
    let path = blob_path(hash);
    match ask {
        Ask::Look => {
            let answer = caller.with_token(|line, token| line.head(&path, token));
            understood(answer, |answer| looked(&answer))
        }
        Ask::Send { at, len } => {
            // What cannot be read now may be readable at the next try.
            let Ok(bytes) = piece(place, at, len) else { return Answer::lost() };
            let path = format!("{path}?at={at}&size={size}");
            let answer = caller.with_token(|line, token| line.put(&path, token, &bytes));
            understood(answer, |answer| sent(&answer).into())
        }
        Ask::Fetch { at } => {
            let path = format!("{path}?at={at}&most={DESK_CHUNK_BYTES}");
            let get = |line: &line::Line, token: &str| {
                line.get(&path, Some(token), std::time::Duration::ZERO)
            };
            understood(caller.with_token(get), fetched)
        }
    }
}

fn understood(
    answer: Result<Result<line::Answer, Refusal>, line::Lost>,
    read: impl FnOnce(line::Answer) -> Answer,
) -> Answer {
    match answer {
        Ok(Ok(answer)) => read(answer),
        Ok(Err(refusal)) if refusal.code == Code::Busy => {
            Said::Busy(refusal.retry_after.unwrap_or(BUSY)).into()
        }
        // What is wrong with this computer the exchange says.
        Ok(Err(_)) | Err(_) => Answer::lost(),
    }
}

fn looked(answer: &line::Answer) -> Answer {
    let number = |name: &str| number(&answer.headers, name);
    let knows_files = number(BLOB_CHUNK).is_some();
    let said = match (answer.status, number(BLOB_SIZE), number(BLOB_HELD)) {
        (200, Some(size), Some(held)) => Said::Held(Held { size, held }),
        (404 | 405, _, _) if !knows_files => Said::TooOld,
        (404, _, _) => Said::Unknown,
        (429 | 503, _, _) => Said::Busy(number(header::RETRY_AFTER.as_str()).unwrap_or(BUSY)),
        _ => Said::Lost,
    };

    said.into()
}

fn sent(answer: &line::Answer) -> Said {
    if answer.status == 200 {
        return serde_json::from_slice(&answer.body).map_or(Said::Lost, Said::Held);
    }
    let Ok(refused) = serde_json::from_slice::<Refused>(&answer.body) else { return Said::Lost };
    match (answer.status, refused.size.zip(refused.held)) {
        (409, Some((size, held))) => Said::Elsewhere(Held { size, held }),
        (status, _) => refusal(status, refused.retry_after),
    }
}

fn fetched(answer: line::Answer) -> Answer {
    let kind = answer.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    if answer.status == 200 {
        // A sign-in page is no file.
        if kind != Some(b"application/octet-stream") || answer.body.is_empty() {
            return Answer::lost();
        }
        return Answer { said: Said::Lost, bytes: Some(answer.body) };
    }
    let refused = serde_json::from_slice::<Refused>(&answer.body);

    refused.map_or(Said::Lost, |it| refusal(answer.status, it.retry_after)).into()
}

fn refusal(status: u16, retry_after: Option<u64>) -> Said {
    match status {
        404 => Said::Unknown,
        422 => Said::Wrong,
        429 | 503 => Said::Busy(retry_after.unwrap_or(BUSY)),
        _ => Said::Lost,
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

fn piece(place: &Path, at: u64, len: u64) -> std::io::Result<Vec<u8>> {
    let mut file = std::fs::File::open(place)?;
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    file.take(len).read_to_end(&mut bytes)?;

    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<html><body>Please sign in to the hotel's network</body></html>";

    fn heard(status: u16, headers: &[(&'static str, &str)], body: &[u8]) -> line::Answer {
        let headers = headers.iter().map(|(name, value)| {
            let name = ureq::http::HeaderName::from_static(name);
            (name, value.parse().expect("a word"))
        });

        line::Answer { status, headers: headers.collect(), body: body.to_vec() }
    }

    #[test]
    fn an_older_headquarters_is_told_from_a_file_that_is_not_known_and_from_a_sign_in_page() {
        let look =
            |status, headers: &[(&'static str, &str)]| looked(&heard(status, headers, b"")).said;
        let chunk = ("blob-chunk", "1048576");
        assert_eq!(look(404, &[]), Said::TooOld);
        assert_eq!(look(405, &[]), Said::TooOld);
        assert_eq!(look(404, &[chunk]), Said::Unknown);
        assert_eq!(look(200, &[("content-type", "text/html")]), Said::Lost);
        assert_eq!(look(302, &[]), Said::Lost);
        assert_eq!(look(503, &[chunk, ("retry-after", "7")]), Said::Busy(7));
        let held = [chunk, ("blob-size", "9"), ("blob-held", "4")];
        assert_eq!(look(200, &held), Said::Held(Held { size: 9, held: 4 }));
    }

    #[test]
    fn a_page_is_neither_a_file_nor_a_word_about_one() {
        let page = || heard(200, &[("content-type", "text/html")], PAGE);
        assert!(fetched(page()).bytes.is_none());
        assert_eq!(sent(&page()), Said::Lost);
        assert_eq!(sent(&heard(502, &[], PAGE)), Said::Lost);
        assert_eq!(
            sent(&heard(200, &[], br#"{"size":9,"held":4}"#)),
            Said::Held(Held { size: 9, held: 4 })
        );
        let elsewhere = br#"{"code":"elsewhere","message":"","permanent":true,"size":9,"held":4}"#;
        assert_eq!(sent(&heard(409, &[], elsewhere)), Said::Elsewhere(Held { size: 9, held: 4 }));
        let wrong = br#"{"code":"wrong_bytes","message":"","permanent":true}"#;
        assert_eq!(sent(&heard(422, &[], wrong)), Said::Wrong);
        let busy = br#"{"code":"busy","message":"","permanent":false,"retry_after":9}"#;
        assert_eq!(sent(&heard(503, &[], busy)), Said::Busy(9));
        let bytes = heard(200, &[("content-type", "application/octet-stream")], b"photo");
        assert_eq!(fetched(bytes).bytes.as_deref(), Some(b"photo".as_slice()));
    }
}
