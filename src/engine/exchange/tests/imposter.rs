//! What is not headquarters, or not all of it, costs nothing.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use store::Identity;
use sync::StreamId;

use super::*;
use crate::Refusal;
use crate::enrolment::newborn;
use crate::exchange::{DeviceKey, Trouble};
use crate::link::ADDRESS;

const PAGE: &str = "<html><body>Please sign in to the hotel's network</body></html>";

/// Answers each request as `answer` says for its path, and closes.
fn listen(answer: fn(&str) -> Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A caller that hangs up has heard enough.
            let _ = serve(stream, answer);
        }
    });

    address
}

fn serve(stream: TcpStream, answer: fn(&str) -> Vec<u8>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut first, mut line, mut length) = (String::new(), String::new(), 0);
    reader.read_line(&mut first)?;
    while reader.read_line(&mut line)? > 2 {
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        line.clear();
    }
    std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink())?;
    let path = first.split(' ').nth(1).unwrap_or_default();

    reader.get_mut().write_all(&answer(path))
}

fn http(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    );

    [head.as_bytes(), body].concat()
}

fn json(body: &str) -> Vec<u8> {
    http("200 OK", "application/json", body.as_bytes())
}

fn html(status: &str) -> Vec<u8> {
    http(status, "text/html", PAGE.as_bytes())
}

fn token() -> Vec<u8> {
    json(&format!(r#"{{"token":"t","expires":{},"clock":{}}}"#, MORNING.0 + 900_000, MORNING.0))
}

/// A desk that believes the server to be its headquarters, with one deed to tell.
fn enrolled(answer: fn(&str) -> Vec<u8>) -> Engine {
    let (engine, device) = (desk(), device());
    let key = DeviceKey::make().expect("a key");
    engine.exchange.keys().keep(device, &key).expect("memory");
    let address = format!("http://{}", listen(answer));
    let settled = engine.workers.write(move |session| {
        let stream = StreamId::branch("SH01").expect("a code");
        session.put_identity(&Identity {
            office: "SH01".to_owned(),
            desk: "A".to_owned(),
            device,
            ..newborn(stream)
        })?;
        Ok(session.put_setting(ADDRESS, &address)?)
    });
    wait(settled).expect("an empty database");
    hire(&engine, "王建国").expect("a person");
    engine.exchange.begin();

    engine
}

fn trouble_with(answer: fn(&str) -> Vec<u8>) -> Option<Trouble> {
    let engine = enrolled(answer);
    let exchanged = wait(engine.exchange_now());
    let link = wait(engine.link()).expect("a database");

    assert!(exchanged.is_err());
    assert!(link.enrolled && !link.online, "{link:?}");
    assert_eq!((link.queue.unsent, link.queue.refused), (1, 0), "nothing is lost");
    hire(&engine, "陈志强").expect("work goes on");
    link.trouble
}

#[test]
fn a_sign_in_page_is_not_headquarters() {
    assert_eq!(trouble_with(|_| html("200 OK")), Some(Trouble::NotHeadquarters));
    assert_eq!(trouble_with(|_| html("302 Found")), Some(Trouble::NotHeadquarters));
    assert_eq!(trouble_with(|_| html("502 Bad Gateway")), Some(Trouble::NotHeadquarters));
}

#[test]
fn noise_is_not_headquarters() {
    assert_eq!(trouble_with(|_| b"\x00\x01\x02\r\n\r\n".to_vec()), Some(Trouble::NotHeadquarters));
    assert_eq!(trouble_with(|_| json("{\"token\": tomorrow}")), Some(Trouble::NotHeadquarters));
}

#[test]
fn a_line_that_breaks_is_unreachable() {
    assert_eq!(trouble_with(|_| Vec::new()), Some(Trouble::Unreachable));
    let half = |_: &str| {
        let whole = token();
        whole[..whole.len() - 20].to_vec()
    };
    assert_eq!(trouble_with(half), Some(Trouble::Unreachable));
}

#[test]
fn a_small_answer_that_inflates_without_end_is_put_down() {
    let bomb = |_: &str| {
        let body = zstd::encode_all(std::io::repeat(b' ').take(64 << 20), 1).expect("zeros");
        let text = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: zstd\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        [text.into_bytes(), body].concat()
    };

    assert_eq!(trouble_with(bomb), Some(Trouble::NotHeadquarters));
}

#[test]
fn a_proxy_that_takes_no_body_of_this_size_is_heard() {
    let proxy = |path: &str| match path {
        "/v1/token" => token(),
        "/v1/hello" => json(&format!(
            r#"{{"epoch":"{}","last_n":0,"chain":"{}","streams":[],"clock":{}}}"#,
            uuid::Uuid::nil(),
            sync::Chain::START,
            MORNING.0
        )),
        _ => html("413 Content Too Large"),
    };
    let engine = enrolled(proxy);
    let exchanged = wait(engine.exchange_now());
    let link = wait(engine.link()).expect("a database");

    assert!(matches!(exchanged, Err(Error::Headquarters(Refusal::TooLarge))), "{exchanged:?}");
    assert_eq!(link.trouble, Some(Trouble::Refused(Refusal::TooLarge)));
    assert_eq!(link.queue.unsent, 1, "nothing is lost");
}
