//! One HTTP request of somebody else's system: a shop's, a call centre's.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use super::Astray;

/// Posts JSON, and answers the status and what came back.
pub fn post(
    address: SocketAddr,
    path: &str,
    key: &str,
    body: &Value,
) -> Result<(u16, Value), Astray> {
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let body = body.to_string();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let status = answer.split_whitespace().nth(1).and_then(|status| status.parse().ok());
    let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let begins = body.find(['{', '[']).unwrap_or(0);
    let ends = body.rfind(['}', ']']).map_or(0, |at| at + 1);
    let body = body.get(begins..ends).unwrap_or_default();

    Ok((status.unwrap_or_default(), serde_json::from_str(body).unwrap_or(Value::Null)))
}
