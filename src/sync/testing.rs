//! Builders for tests.

use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::client::{Effect, Page, Read};
use crate::hq::{
    Caller, Given, Headquarters, HqTx, Packed, Packing, Rights, Role, Rules, Submission,
};
use crate::model::{MemoryDesk, MemoryHq};
use crate::wire::{
    Cursor, Hello, Outcome, PROTO, Pull, PullReply, Push, PushReply, Refusal, Reply, Request,
    SCHEMA, Salvage, SalvageReply,
};
use crate::{
    Change, DeskRole, DeviceId, Env, Epoch, Fields, Incarnation, OpId, Operation, Row, StreamId,
};

/// The fields of a JSON object.
pub fn object(value: Value) -> Fields {
    value.as_object().cloned().expect("an object")
}

/// The branch of all tests.
pub fn branch() -> StreamId {
    StreamId::branch("SH01").expect("a branch")
}

/// A clock that a test sets, and names that count up.
pub struct Counter {
    /// What the clock shows.
    pub now_ms: i64,
    next: u128,
}

impl Counter {
    /// At the beginning.
    pub fn new() -> Self {
        Self { now_ms: 1_000, next: 0 }
    }
}

impl Env for Counter {
    fn now_ms(&mut self) -> i64 {
        self.now_ms
    }

    fn random(&mut self) -> u128 {
        self.next += 1;
        self.next << 64
    }
}

/// A headquarters with two desktops of one branch, without a network between them.
pub struct Office {
    /// Headquarters' database.
    pub hq: MemoryHq,
    /// The desktops' databases.
    pub desks: [MemoryDesk; 2],
    /// Clock and names of all.
    pub env: Counter,
    /// A backup from before anyone wrote anything or was let in.
    founded: MemoryHq,
    engine: Headquarters,
}

impl Office {
    /// Freshly enrolled.
    pub fn new() -> Self {
        let mut env = Counter::new();
        let mut hq = MemoryHq::new(Epoch::mint(&mut env));
        let founded = hq.clone();
        let desks = [0, 1].map(|_| {
            let device = DeviceId::mint(&mut env);
            hq.grant(device, rights(false));
            MemoryDesk::new(device, Incarnation::mint(&mut env))
        });

        Self { hq, desks, env, founded, engine: Headquarters::default() }
    }

    /// The same under other rules.
    #[must_use]
    pub fn ruled_by(self, rules: Box<dyn Rules>) -> Self {
        Self { engine: Headquarters::new(rules), ..self }
    }

    /// The same with other packets.
    #[must_use]
    pub fn packing(self, packing: Packing) -> Self {
        Self { engine: self.engine.packing(packing), ..self }
    }

    /// A name for a new record.
    pub fn id(&mut self) -> Uuid {
        self.env.random_uuid()
    }

    fn device(&self, desk: usize) -> DeviceId {
        self.desks[desk].identity().expect("in memory").device
    }

    /// Headquarters sends a desktop away.
    pub fn revoke(&mut self, desk: usize) {
        self.hq.grant(self.device(desk), rights(true));
    }

    /// A desktop records a deed at the present time.
    pub fn record(&mut self, desk: usize, changes: Vec<Change>) -> OpId {
        self.record_in(desk, branch(), changes)
    }

    /// A desktop records a deed in a stream.
    pub fn record_in(&mut self, desk: usize, stream: StreamId, changes: Vec<Change>) -> OpId {
        let op_id = OpId::mint(&mut self.env);
        let (actor, deed, at_ms) = ("wang".to_owned(), "edit".to_owned(), self.env.now_ms);
        self.desks[desk].record(Operation {
            op_id,
            n: 0,
            schema: SCHEMA,
            stream,
            at_ms,
            actor,
            deed,
            changes,
            emptied: None,
        });
        op_id
    }

    /// What a desktop would push now.
    pub fn next_push(&self, desk: usize) -> Push {
        let desk = &self.desks[desk];
        let pending = desk.pending(0, 500, 1_000_000).expect("in memory");
        let inc = desk.identity().expect("in memory").incarnation;
        let first_n = pending.ops.first().map_or(1, |op| op.n);

        Push { inc, first_n, prev_chain: pending.prev_chain, ops: pending.ops }
    }

    /// Asks headquarters as a desktop.
    pub fn ask(&mut self, desk: usize, request: &Request) -> Result<Reply, Refusal> {
        let caller = Caller { device: self.device(desk) };
        let mut tx = self.hq.begin();
        let answer =
            self.engine.handle(caller, request, &mut tx, &mut self.env).expect("in memory");
        tx.commit();
        answer
    }

    /// Sends a push.
    pub fn send(&mut self, desk: usize, push: Push) -> Result<PushReply, Refusal> {
        match self.ask(desk, &Request::Push(push))? {
            Reply::Push(reply) => Ok(reply),
            other => panic!("not an answer to a push: {other:?}"),
        }
    }

    /// Pushes everything and stores what became of it.
    pub fn push(&mut self, desk: usize) -> Vec<Outcome> {
        let push = self.next_push(desk);
        let names: Vec<_> = push.ops.iter().map(|op| op.op_id).collect();
        let reply = self.send(desk, push).expect("accepted");
        let ends: Vec<_> = reply.results.iter().map(|result| result.outcome).collect();
        self.desks[desk]
            .store(&Effect::StoreReceipts(names.into_iter().zip(ends.clone()).collect()));
        ends
    }

    /// Asks for a page.
    pub fn page(&mut self, desk: usize, after: u64, max: u64) -> Result<PullReply, Refusal> {
        let pull = Pull::above(branch(), after, max);
        match self.ask(desk, &Request::Pull(pull))? {
            Reply::Pull(reply) => Ok(reply),
            other => panic!("not an answer to a pull: {other:?}"),
        }
    }

    /// Pulls the branch to its end.
    pub fn pull(&mut self, desk: usize) {
        loop {
            let after = self.desks[desk].cursor(&branch()).expect("in memory");
            let PullReply { rows, next, head, .. } =
                self.page(desk, after, 1_000_000).expect("granted");
            let at_head = next == head;
            let (stream, cursor, floor) = (branch(), next, 0);
            let page = Page { stream, rows, cursor, floor, at_head };
            self.desks[desk].store(&Effect::ApplyPage(page));
            if at_head {
                return;
            }
        }
    }

    /// Records, pushes and pulls; says what became of it.
    pub fn act(&mut self, desk: usize, change: Change) -> Outcome {
        self.record(desk, vec![change]);
        let end = self.push(desk)[0];
        self.pull(desk);
        end
    }

    /// A desktop says how far it has come.
    pub fn note(&mut self, desk: usize) {
        let who = self.desks[desk].identity().expect("in memory");
        let seq = self.desks[desk].cursor(&branch()).expect("in memory");
        let hello = Hello {
            device: who.device,
            inc: who.incarnation,
            n: who.n,
            chain: who.chain,
            proto: PROTO,
            caps: Vec::new(),
            schema: SCHEMA,
            epoch: None,
            cursors: vec![Cursor { stream: branch(), seq }],
            lives: Vec::new(),
            clock: 0,
        };
        let (caller, mut tx) = (Caller { device: who.device }, self.hq.begin());
        let news = self.engine.is_news(caller, &hello, &mut tx, &mut self.env);
        if news.expect("in memory") {
            self.engine.remember(caller, &hello, &mut tx, &mut self.env).expect("in memory");
        }
        tx.commit();
        self.env.now_ms += crate::limits::NOTE_MS;
    }

    /// Headquarters is restored from an earlier state of itself.
    pub fn restore(&mut self, backup: MemoryHq) {
        self.hq = backup;
        let mut tx = self.hq.begin();
        self.engine.restored(&mut tx, &mut self.env).expect("in memory");
        tx.commit();
    }

    /// Headquarters is restored from a backup that knows no stream and no device, and its people let everyone in again.
    pub fn restore_from_the_beginning(&mut self) {
        self.restore(self.founded.clone());
        for desk in 0..self.desks.len() {
            self.hq.grant(self.device(desk), rights(false));
        }
    }

    /// A desktop offers all it has of the branch, as after a restore.
    pub fn offer(&mut self, desk: usize) -> SalvageReply {
        let epoch = self.hq.begin().epoch().expect("in memory");
        let rows = self.desks[desk].rows(&branch());
        match self.ask(desk, &Request::Salvage(Salvage { stream: branch(), epoch, rows })) {
            Ok(Reply::Salvage(reply)) => reply,
            other => panic!("not an answer to an offer: {other:?}"),
        }
    }

    /// Headquarters forgets what was removed long ago.
    pub fn compact(&mut self) -> u64 {
        let mut tx = self.hq.begin();
        let forgotten = self.engine.compact(&mut tx, &mut self.env).expect("in memory");
        tx.commit();
        forgotten
    }

    /// Whether packing the branch is worth it.
    pub fn wants_packing(&mut self) -> bool {
        let mut tx = self.hq.begin();

        self.engine.wants_packing(&branch(), &mut tx, &mut self.env).expect("in memory")
    }

    /// Takes it upon itself to pack the branch, if nobody else has.
    pub fn begin_packing(&mut self) -> bool {
        let mut tx = self.hq.begin();
        let begun = self.engine.begin_packing(&branch(), &mut tx, &mut self.env);
        tx.commit();
        begun.expect("in memory")
    }

    /// Packs the next rows.
    pub fn batch(&mut self) -> Option<Packed> {
        let batch = self.engine.batch(&branch(), &mut self.hq.begin()).expect("in memory");

        batch.map(|batch| batch.pack().expect("rows"))
    }

    /// Keeps what was packed, if it may.
    pub fn keep(&mut self, packed: &Packed) -> bool {
        let mut tx = self.hq.begin();
        let kept = self.engine.keep(&branch(), packed, &mut tx, &mut self.env);
        tx.commit();
        kept.expect("in memory")
    }

    /// Packs what is worth it. How many packets there are more.
    pub fn pack(&mut self) -> usize {
        if !self.wants_packing() || !self.begin_packing() {
            return 0;
        }
        let mut count = 0;
        while let Some(packed) = self.batch() {
            assert!(self.keep(&packed));
            count += 1;
        }
        let mut tx = self.hq.begin();
        self.engine.end_packing(&branch(), &mut tx).expect("in memory");
        tx.commit();
        count
    }

    /// Asks for a page as it lies.
    pub fn given(&mut self, desk: usize, pull: &Pull) -> Result<Given, Refusal> {
        let caller = Caller { device: self.device(desk) };

        self.engine.pull(caller, pull, &mut self.hq.begin(), &mut self.env).expect("in memory")
    }

    /// Headquarters does something itself.
    pub fn submit(&mut self, op_id: OpId, change: Change) -> Outcome {
        let (actor, deed) = ("boss".to_owned(), "edit".to_owned());
        let (stream, role, changes) = (branch(), Role::Headquarters, vec![change]);
        let submission = Submission { op_id, stream, role, actor, deed, changes };
        let mut tx = self.hq.begin();
        let end = self.engine.submit(submission, &mut tx, &mut self.env).expect("in memory");
        tx.commit();
        end
    }

    /// A record at headquarters.
    pub fn at_hq(&mut self, kind: &str, id: Uuid) -> Option<Fields> {
        let record = self.hq.begin().record(&branch(), kind, id).expect("in memory");
        record.and_then(|record| record.row().body)
    }

    /// A record on a desktop.
    pub fn shown(&self, desk: usize, kind: &str, id: Uuid) -> Option<Fields> {
        self.desks[desk].view(&branch(), kind, id)
    }

    /// Revision of a record as a desktop pulled it.
    pub fn base_rev(&self, desk: usize, kind: &str, id: Uuid) -> u64 {
        self.desks[desk].pulled(&branch(), kind, id).map_or(0, |row| row.rev)
    }

    /// A customer that both desktops have pulled.
    pub fn customer(&mut self, body: Value) -> Uuid {
        let id = self.id();
        self.act(0, Change::Create { kind: "customer".to_owned(), id, body: object(body) });
        self.pull(1);
        id
    }

    /// A desktop's edit of a customer on the revision it has.
    pub fn edit(&self, desk: usize, id: Uuid, fields: Value) -> Change {
        let base_rev = self.base_rev(desk, "customer", id);
        Change::Patch { kind: "customer".to_owned(), id, base_rev, fields: object(fields) }
    }
}

fn rights(revoked: bool) -> Rights {
    Rights {
        role: Role::Branch(DeskRole::default()),
        read: vec![branch()],
        write: vec![branch()],
        revoked,
    }
}

/// As proptest does it, but without leaving files in the source tree.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

/// Any value that JSON can say.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
    ];

    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Any fields.
pub fn fields() -> impl Strategy<Value = Fields> {
    prop::collection::btree_map("[a-e]", value(), 0..4)
        .prop_map(|entries| entries.into_iter().collect())
}

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// Any change.
pub fn change() -> impl Strategy<Value = Change> {
    ("[a-z]{1,5}", id(), any::<u64>(), fields(), 0..4_u8).prop_map(
        |(kind, id, base_rev, fields, which)| match which {
            0 => Change::Create { kind, id, body: fields },
            1 => Change::Patch { kind, id, base_rev, fields },
            2 => Change::Fact { kind, id, body: fields },
            _ => Change::Remove { kind, id, base_rev },
        },
    )
}

/// Any operation.
pub fn operation() -> impl Strategy<Value = Operation> {
    let changes = prop::collection::vec(change(), 0..4);

    (id(), any::<u64>(), 0..3_u32, any::<i64>(), ".{0,4}", changes).prop_map(
        |(op_id, n, schema, at_ms, actor, changes)| Operation {
            op_id: OpId(op_id),
            n,
            schema,
            stream: StreamId::catalog(),
            at_ms,
            actor,
            deed: "edit".to_owned(),
            changes,
            emptied: None,
        },
    )
}

/// Any row.
pub fn row() -> impl Strategy<Value = Row> {
    ("[a-z]{1,5}", id(), 0..u64::MAX, any::<u64>(), prop::option::of(fields()))
        .prop_map(|(kind, id, rev, seq, body)| Row::new(kind, id, rev, seq, body))
}
