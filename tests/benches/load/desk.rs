//! A desk without a database: keys, tokens, operations, chains and HTTP are real.

use std::io;
use std::net::SocketAddr;
use std::time::Instant;

use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sync::wire::{EnrolReply, EnrolRequest, PROTO, Pull, Push, Request, SCHEMA, TokenRequest};
use sync::{Chain, Change, Epoch, Fields, Incarnation, OpId, Operation, StreamId, limits};
use tokio::sync::{mpsc, oneshot};
use uuid::{Builder, Uuid};

use super::super::exchange::chance;
use super::line::Line;

/// Whether a body is worth compressing, as real desks see it.
const WORTH_COMPRESSING: usize = 512;

pub struct Desk {
    address: SocketAddr,
    key: SigningKey,
    place: EnrolReply,
    stream: StreamId,
    token: String,
    inc: Incarnation,
    n: u64,
    chain: Chain,
    cursor: u64,
    /// So many bytes of rows it asks for at once.
    pub page: u64,
    epoch: Option<Epoch>,
    line: Option<Line>,
    /// Both ways, headers included.
    pub bytes: u64,
}

impl Desk {
    /// Comes in by a code.
    pub async fn enrol(address: SocketAddr, n: usize, code: String) -> Self {
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(anyone().as_bytes());
        let key = SigningKey::from_bytes(&seed);
        let nowhere = EnrolReply {
            device: sync::DeviceId(Uuid::nil()),
            branch: String::new(),
            branch_name: String::new(),
            desk: String::new(),
            streams: Vec::new(),
            hq_name: String::new(),
            office: None,
        };
        let mut desk = Self {
            address,
            key,
            place: nowhere,
            stream: StreamId::catalog(),
            token: String::new(),
            inc: Incarnation(anyone()),
            n: 0,
            chain: Chain::START,
            cursor: 0,
            page: limits::PULL_BYTES as u64,
            epoch: None,
            line: None,
            bytes: 0,
        };
        let public_key = hex(desk.key.verifying_key().as_bytes());
        let wish =
            EnrolRequest { code, public_key, device_name: format!("desk {n}"), founded: None };
        let said = desk.post("/v1/enrol", &json!(wish)).await;
        desk.place = serde_json::from_value(said).expect("a place");
        desk.stream = StreamId::branch(&desk.place.branch).expect("a branch");
        desk.line = None;
        desk
    }

    /// The same desk as if it had just come in.
    pub fn twin(&self) -> Self {
        Self {
            key: self.key.clone(),
            place: self.place.clone(),
            stream: self.stream.clone(),
            token: self.token.clone(),
            cursor: 0,
            line: None,
            bytes: 0,
            ..*self
        }
    }

    pub fn branch(&self) -> &str {
        &self.place.branch
    }

    pub async fn connect(&mut self) {
        self.line = Some(Line::open(self.address).await.expect("headquarters"));
    }

    pub async fn token(&mut self) {
        let (device, at) = (self.place.device, engine::Clock::System.now().0);
        let signature = self.key.sign(&TokenRequest::message(device, at));
        let signature = hex(&signature.to_bytes());
        let said = self.post("/v1/token", &json!(TokenRequest { device, at, signature })).await;
        self.token = said["token"].as_str().expect("a token").to_owned();
    }

    pub async fn hello(&mut self) {
        let hello = json!({
            "device": self.place.device, "inc": self.inc, "n": self.n, "chain": self.chain,
            "proto": PROTO, "schema": SCHEMA, "clock": 0,
            "cursors": [{"stream": self.stream, "seq": self.cursor}],
        });
        let said = self.post("/v1/hello", &hello).await;
        self.epoch = serde_json::from_value(said["epoch"].clone()).expect("an epoch");
    }

    /// So many households, a deed each, in one push.
    pub async fn push(&mut self, deeds: usize) {
        let (prev_chain, first_n) = (self.chain, self.n + 1);
        let ops = (0..deeds).map(|_| self.deed().into()).collect();
        let push = Push { inc: self.inc, first_n, prev_chain, ops };
        let said = self.post("/v1/push", &json!(push)).await;
        assert_eq!(said["last_n"], self.n, "{said}");
        let results = said["results"].as_array().expect("results");
        assert!(results.iter().all(|it| it["result"] == "applied"), "{said}");
    }

    fn deed(&mut self) -> Operation {
        self.n += 1;
        let n = self.n;
        let phone = format!("138{:08}", anyone().as_u128() % 100_000_000);
        let body = json!({
            "name": format!("客户 {n:05}"), "level": "ordinary", "organisation": false,
            "note": "三楼没有电梯，门铃坏了，上门前请先打电话联系。",
            "phones": [{"number": phone}], "refused": [],
        });
        let Value::Object(body) = body else { return self.deed() };
        let body: Fields = body.into_iter().collect();
        let op = Operation {
            op_id: OpId(anyone()),
            n,
            schema: sync::wire::SCHEMA,
            stream: self.stream.clone(),
            at_ms: engine::Clock::System.now().0,
            actor: "0193-staff".to_owned(),
            deed: "save_customer".to_owned(),
            changes: vec![Change::Create { kind: "customer".to_owned(), id: Uuid::now_v7(), body }],
            emptied: None,
        };
        self.chain = op.chain(self.chain);
        op
    }

    /// Fetches its branch to the end. How many rows came.
    pub async fn pull_all(&mut self) -> usize {
        let mut rows = 0;
        loop {
            let (came, at_head) = self.pull(0).await;
            rows += came;
            if at_head {
                return rows;
            }
        }
    }

    async fn pull(&mut self, wait: u64) -> (usize, bool) {
        let pull = Pull {
            wait,
            epoch: self.epoch,
            ..Pull::above(self.stream.clone(), self.cursor, self.page)
        };
        let query = Request::Pull(pull).query().unwrap_or_default();
        let page = self.ask(&format!("GET /v1/pull?{query}"), &[]).await;
        self.cursor = page["next"].as_u64().expect("a page");

        (page["rows"].as_array().expect("rows").len(), page["next"] == page["head"])
    }

    /// Waits for news and says when each came, until it is told to stop.
    pub async fn listen(
        &mut self,
        tell: mpsc::UnboundedSender<Instant>,
        mut stopped: oneshot::Receiver<()>,
    ) {
        loop {
            let news = tokio::select! {
                (rows, _) = self.pull(limits::WAIT_MS) => rows > 0,
                _ = &mut stopped => break,
            };
            if news {
                // Whoever counted may have left.
                let _ = tell.send(Instant::now());
            }
        }
        // An answer may be half read.
        self.line = None;
    }

    async fn post(&mut self, path: &str, body: &Value) -> Value {
        let body = serde_json::to_vec(body).expect("JSON");

        self.ask(&format!("POST {path}"), &body).await
    }

    async fn ask(&mut self, what: &str, body: &[u8]) -> Value {
        if self.line.is_none() {
            self.connect().await;
        }
        let (status, said) = self.call(what, body).await.expect("headquarters");
        assert_eq!(status, 200, "{what}: {}", String::from_utf8_lossy(&said));

        serde_json::from_slice(&said).expect("JSON")
    }

    async fn call(&mut self, what: &str, body: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        let mut head = format!("{what} HTTP/1.1\r\nhost: hq\r\naccept-encoding: zstd\r\n");
        if !self.token.is_empty() {
            head += &format!("authorization: Bearer {}\r\n", self.token);
        }
        let deflated;
        let body = if body.len() > WORTH_COMPRESSING {
            head += "content-encoding: zstd\r\n";
            deflated = zstd::bulk::compress(body, 1)?;
            &deflated
        } else {
            body
        };
        if !body.is_empty() {
            let length = body.len();
            head += &format!("content-type: application/json\r\ncontent-length: {length}\r\n");
        }
        head += "\r\n";
        let line = self.line.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        let request = [head.as_bytes(), body].concat();
        line.write(&request).await?;
        let text = line.head().await?.to_ascii_lowercase();
        let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
        let packed = text.lines().any(|line| line == "content-encoding: zstd");
        let said = line.take(length).await?;
        self.bytes += (request.len() + text.len() + said.len()) as u64;
        let status = text.split(' ').nth(1).and_then(|word| word.parse().ok()).unwrap_or(0);
        let said = if packed { zstd::stream::decode_all(&said[..])? } else { said };

        Ok((status, said))
    }
}

fn anyone() -> Uuid {
    Builder::from_random_bytes(chance().to_be_bytes()).into_uuid()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
