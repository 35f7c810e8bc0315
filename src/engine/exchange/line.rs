//! One call to headquarters over HTTP: compressed both ways, bounded in size and time.

use std::io::{self, Read};
use std::time::Duration;

use serde::Serialize;
use sync::limits;
use ureq::http::{HeaderMap, Request, Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

use super::address::Address;

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(10);
/// How long a call may take in all, without the time headquarters is asked to wait.
const CALL: Duration = Duration::from_secs(60);
/// A body smaller than this gains nothing by compression, in bytes.
const WORTH_COMPRESSING: usize = 512;
/// The level of zstd. What travels is half names made at random: higher levels look longer and find less.
const LEVEL: i32 = 1;
/// How rustls begins to say that a certificate is not to be trusted.
const BAD_CERTIFICATE: &str = "invalid peer certificate";
/// Most bytes of an answer once inflated: as many as headquarters takes.
const MOST: u64 = limits::INFLATED_BYTES as u64;

/// The way to headquarters. Clones share its connections.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    agent: Agent,
    address: Address,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// Why nothing came back that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lost {
    /// No connection, or it broke.
    Unreachable,
    /// Something answered, but not headquarters.
    Garbled,
    /// What answered has a certificate that nobody here trusts.
    Untrusted,
}

impl Line {
    /// `trusted` are the certificates that a certificate may go back to; none for those that the world trusts.
    pub(crate) fn new(address: Address, trusted: Option<RootCerts>) -> Self {
        let roots = trusted.unwrap_or(RootCerts::WebPki);
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // A sign-in page sends elsewhere; headquarters never does.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(CONNECT))
            // What it accepts goes without saying: a call at rest is to be short.
            .accept("")
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .user_agent(concat!("branchdesk/", env!("CARGO_PKG_VERSION")));
        let config = if address.is_loopback() { config.proxy(None) } else { config };

        Self { agent: config.build().new_agent(), address }
    }

    /// Asks with a body.
    pub(crate) fn post<T: Serialize>(
        &self,
        path: &str,
        token: Option<&str>,
        body: &T,
    ) -> Result<Answer, Lost> {
        let request = Request::post(format!("{}{path}", self.address.as_str()))
            .header(header::CONTENT_TYPE, "application/json");
        let request = headed(request, token);
        let (coding, body) = packed(body)?;
        let request = match coding {
            Some(coding) => request.header(header::CONTENT_ENCODING, coding).body(body),
            None => request.body(body),
        };
        let request = request.map_err(|_| Lost::Unreachable)?;
        let request = self.agent.configure_request(request).timeout_global(Some(CALL)).build();

        read(self.agent.run(request).map_err(|error| lost(&error))?)
    }

    /// Asks without a body. Headquarters may take `wait` to answer.
    pub(crate) fn get(
        &self,
        path: &str,
        token: Option<&str>,
        wait: Duration,
    ) -> Result<Answer, Lost> {
        self.get_within(CALL + wait, path, token)
    }

    /// Asks without a body, and waits so long for the whole answer.
    pub(crate) fn get_within(
        &self,
        time: Duration,
        path: &str,
        token: Option<&str>,
    ) -> Result<Answer, Lost> {
        let request = headed(Request::get(format!("{}{path}", self.address.as_str())), token);
        let request = request.body(()).map_err(|_| Lost::Unreachable)?;
        let request = self.agent.configure_request(request).timeout_global(Some(time)).build();

        read(self.agent.run(request).map_err(|error| lost(&error))?)
    }
}

impl Line {
    /// Asks for what stands above an answer alone.
    pub(crate) fn head(&self, path: &str, token: &str) -> Result<Answer, Lost> {
        let request = Request::head(format!("{}{path}", self.address.as_str()));
        let request = headed(request, Some(token)).body(()).map_err(|_| Lost::Unreachable)?;
        let request = self.agent.configure_request(request).timeout_global(Some(CALL)).build();

        read(self.agent.run(request).map_err(|error| lost(&error))?)
    }

    /// Sends bytes as they are.
    pub(crate) fn put(&self, path: &str, token: &str, bytes: &[u8]) -> Result<Answer, Lost> {
        let request = Request::put(format!("{}{path}", self.address.as_str()))
            .header(header::CONTENT_TYPE, "application/octet-stream");
        let request = headed(request, Some(token)).body(bytes).map_err(|_| Lost::Unreachable)?;
        let request = self.agent.configure_request(request).timeout_global(Some(CALL)).build();

        read(self.agent.run(request).map_err(|error| lost(&error))?)
    }
}

/// A body as it goes out, and how it is packed if it is.
fn packed<T: Serialize>(body: &T) -> Result<(Option<&'static str>, Vec<u8>), Lost> {
    // What is sent are our own types, which all have a form in JSON.
    let plain = serde_json::to_vec(body).map_err(|_| Lost::Garbled)?;
    if plain.len() < WORTH_COMPRESSING {
        return Ok((None, plain));
    }

    match zstd::bulk::compress(&plain, LEVEL) {
        Ok(packed) => Ok((Some("zstd"), packed)),
        Err(_) => Ok((None, plain)),
    }
}

fn headed(
    request: ureq::http::request::Builder,
    token: Option<&str>,
) -> ureq::http::request::Builder {
    let request = request.header(header::ACCEPT_ENCODING, "zstd, gzip");

    match token {
        Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    }
}

fn read(response: Response<Body>) -> Result<Answer, Lost> {
    let status = response.status().as_u16();
    let coding =
        response.headers().get(header::CONTENT_ENCODING).map(|value| value.as_bytes().to_vec());
    let headers = response.headers().clone();
    let body = response.into_body().into_with_config().limit(MOST).reader();
    let body = match coding.as_deref() {
        None | Some(b"identity") => whole(body),
        Some(b"zstd") => zstd::Decoder::new(body).and_then(whole),
        Some(b"gzip") => whole(flate2::read::GzDecoder::new(body)),
        Some(_) => return Err(Lost::Garbled),
    };

    Ok(Answer { status, headers, body: body.map_err(|error| broken(&error))? })
}

/// All of a body, but no more than [`MOST`]: a small answer may inflate to anything.
fn whole(body: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    body.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }

    Ok(bytes)
}

fn lost(error: &ureq::Error) -> Lost {
    match error {
        ureq::Error::Io(error) => broken(error),
        ureq::Error::Protocol(_)
        | ureq::Error::BodyExceedsLimit(_)
        | ureq::Error::LargeResponseHeader(..)
        | ureq::Error::Http(_) => Lost::Garbled,
        _ => Lost::Unreachable,
    }
}

fn broken(error: &io::Error) -> Lost {
    match error.kind() {
        io::ErrorKind::InvalidData if error.to_string().contains(BAD_CERTIFICATE) => {
            Lost::Untrusted
        }
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::FileTooLarge => {
            Lost::Garbled
        }
        // zstd tells of noise by an error of no kind.
        io::ErrorKind::Other if error.get_ref().is_none_or(|inner| !inner.is::<ureq::Error>()) => {
            Lost::Garbled
        }
        _ => Lost::Unreachable,
    }
}
