//! A headquarters for tests: in a folder of its own, with a clock that stands still, asked without a socket.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Once};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};
use sync::wire::{EnrolReply, EnrolRequest, Push, Refusal, TokenRequest};
use sync::{Chain, Change, DeviceId, Fields, Incarnation, OpId, Operation, StreamId};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;
use uuid::Uuid;

use crate::branch::Served;
use crate::server::{Pace, router};
use crate::{Clock, Storage, branch, device};

pub const START: i64 = 1_795_000_000_000;

pub struct House {
    pub folder: TempDir,
    pub storage: Storage,
    pub router: Router,
    time: Arc<AtomicI64>,
    closing: watch::Sender<bool>,
}

pub struct Answer {
    pub status: StatusCode,
    pub coding: Option<String>,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).expect("JSON, always")
    }

    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A line of the log that nobody would ever read is forgotten for good, also by whoever reads later: so there is always
/// a reader.
fn always_read() {
    static READER: Once = Once::new();
    READER.call_once(|| {
        let reader = tracing_subscriber::fmt().with_writer(std::io::sink).finish();
        tracing::subscriber::set_global_default(reader).expect("no other");
    });
}

impl House {
    /// With the branch SH01, which looks after Pudong.
    pub fn new() -> Self {
        Self::at_pace(Pace::default())
    }

    pub fn at_pace(pace: Pace) -> Self {
        Self::founded(pace, Storage::open_at)
    }

    /// With its database on a server.
    #[cfg(all(feature = "console", feature = "postgres"))]
    pub fn at_server(url: &str) -> Self {
        Self::founded(Pace::default(), |_, clock| Storage::connect_at(url, clock))
    }

    fn founded(
        pace: Pace,
        open: impl FnOnce(&std::path::Path, Clock) -> Result<Storage, crate::Error>,
    ) -> Self {
        always_read();
        let folder = tempfile::tempdir().expect("a folder");
        let time = Arc::new(AtomicI64::new(START));
        let clock: Clock = {
            let time = Arc::clone(&time);
            Arc::new(move || time.load(Ordering::SeqCst))
        };
        let storage = open(folder.path(), clock).expect("a new database");
        let served = [Served::parse("310115=浦东新区").expect("a code")];
        branch::add(&storage, "SH01", "浦东网点", &served).expect("a new branch");
        let (closing, closed) = watch::channel(false);
        let (packer, _) = crate::packing::Packer::new(storage.clone());
        let router = router((storage.clone(), packer), pace, closed).expect("a router");

        Self { folder, storage, router, time, closing }
    }

    pub fn pass(&self, ms: i64) {
        self.time.fetch_add(ms, Ordering::SeqCst);
    }

    pub fn now(&self) -> i64 {
        self.time.load(Ordering::SeqCst)
    }

    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        read(self.router.clone().oneshot(request).await.expect("an answer")).await
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        self.ask(request("POST", path, token, body.to_string())).await
    }

    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask(request("GET", path, token, String::new())).await
    }

    /// A desktop that is enrolled and has a token.
    pub async fn desktop(&self, seed: u8) -> Desktop {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let code = aside(|| device::make_code(&self.storage, "SH01")).expect("a code").code;
        let answer = self.enrol(&code, &key).await;
        let reply = serde_json::from_slice(&answer.bytes).expect("enrolled");

        self.desktop_of(seed, reply).await
    }

    /// The desktop that was let in so, with a token.
    pub async fn desktop_of(&self, seed: u8, reply: EnrolReply) -> Desktop {
        let mut desktop = Desktop {
            key: SigningKey::from_bytes(&[seed; 32]),
            token: String::new(),
            inc: Incarnation(Uuid::from_u128(u128::from(seed))),
            n: 0,
            chain: Chain::START,
            reply,
        };
        let answer = self.token(&desktop, self.now()).await;
        answer.json()["token"].as_str().expect("a token").clone_into(&mut desktop.token);

        desktop
    }

    pub async fn enrol(&self, code: &str, key: &SigningKey) -> Answer {
        let public_key = crate::secret::hex(key.verifying_key().as_bytes());
        let wish = json!({"code": code, "public_key": public_key, "device_name": "前台"});

        self.post("/v1/enrol", "", &wish).await
    }

    pub async fn token(&self, desktop: &Desktop, at: i64) -> Answer {
        self.post("/v1/token", "", &desktop.wish(at)).await
    }
}

/// Works on a thread of its own: whoever speaks to a database on a server must not be in async code.
pub fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("no panic"))
}

/// Lets a device in without a server.
pub fn enrolled(storage: &Storage, code: &str, seed: u8) -> Result<EnrolReply, Refusal> {
    joined(storage, code, seed, None)
}

/// The same, for the only device of an office that began by itself under the code `founded`.
pub fn joined(
    storage: &Storage,
    code: &str,
    seed: u8,
    founded: Option<&str>,
) -> Result<EnrolReply, Refusal> {
    let key = SigningKey::from_bytes(&[seed; 32]);
    let wish = EnrolRequest {
        code: code.to_owned(),
        public_key: crate::secret::hex(key.verifying_key().as_bytes()),
        device_name: "前台".to_owned(),
        founded: founded.map(str::to_owned),
    };
    let enrolled = storage.write(move |session, moment| device::enrol(session, moment, &wish));

    enrolled.expect("a database")
}

pub struct Desktop {
    pub key: SigningKey,
    pub token: String,
    pub reply: EnrolReply,
    inc: Incarnation,
    n: u64,
    chain: Chain,
}

impl Desktop {
    pub fn device(&self) -> DeviceId {
        self.reply.device
    }

    /// What it asks for a token with.
    pub fn wish(&self, at: i64) -> Value {
        let device = self.reply.device;
        let signature = self.key.sign(&TokenRequest::message(device, at));
        let signature = crate::secret::hex(&signature.to_bytes());

        json!(TokenRequest { device, at, signature })
    }

    /// What it greets with.
    pub fn hello(&self) -> Value {
        json!({
            "device": self.reply.device, "inc": self.inc, "n": self.n, "chain": self.chain,
            "proto": 1, "schema": 1, "clock": START,
        })
    }

    /// A push of one new customer.
    pub fn customer(&mut self, id: u128, name: &str, phone: &str) -> Value {
        let body = json!({"name": name, "phones": [{"number": phone}]});

        self.push("customer", Uuid::from_u128(id), fields(body))
    }

    pub fn push(&mut self, kind: &str, id: Uuid, body: Fields) -> Value {
        self.push_in(StreamId::branch("SH01").expect("a stream"), kind, id, body)
    }

    pub fn push_in(&mut self, stream: StreamId, kind: &str, id: Uuid, body: Fields) -> Value {
        let prev_chain = self.chain;
        self.n += 1;
        let op = Operation {
            op_id: OpId(Uuid::from_u128(id.as_u128() ^ (1 << 100))),
            n: self.n,
            schema: sync::wire::SCHEMA,
            stream,
            at_ms: START,
            actor: "staff".to_owned(),
            deed: "receive".to_owned(),
            changes: vec![Change::Create { kind: kind.to_owned(), id, body }],
            emptied: None,
        };
        self.chain = op.chain(prev_chain);

        json!(Push { inc: self.inc, first_n: self.n, prev_chain, ops: vec![op.into()] })
    }
}

/// The fields of a JSON object.
pub fn fields(value: Value) -> Fields {
    value.as_object().cloned().expect("an object")
}

pub fn request(method: &str, path: &str, token: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {token}"))
        .body(body.into())
        .expect("a request")
}

pub async fn read(response: Response<Body>) -> Answer {
    let status = response.status();
    let coding = response.headers().get("content-encoding");
    let coding = coding.and_then(|value| value.to_str().ok()).map(str::to_owned);
    let headers = response.headers().clone();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body").to_vec();

    Answer { status, coding, headers, bytes }
}

pub fn sale() -> Value {
    json!({
        "source": "shop", "kind": "install", "reference": "POS-77",
        "customer": {"name": "王芳", "phones": ["13812345678"]},
        "address": {"city": "上海市", "district": "浦东新区", "detail": "张杨路 500 号", "code": "310115005"},
        "appliance": {"category": "water_heater", "brand": "澄源", "purchased": "2026-11-01"},
        "promised": {"day": "2026-11-25", "from": "09:00", "to": "11:00"},
    })
}
