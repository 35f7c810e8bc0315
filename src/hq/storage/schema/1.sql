-- What headquarters keeps. Types and statements stay within what PostgreSQL can also say.

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE stream (
    no     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE,
    seq    INTEGER NOT NULL,
    digest BLOB NOT NULL
) STRICT;

CREATE TABLE branch (
    code    TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    desks   INTEGER NOT NULL DEFAULT 0, -- letters given out to devices
    orders  INTEGER NOT NULL DEFAULT 0, -- numbers given out to headquarters' own orders
    made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE device (
    id          BLOB PRIMARY KEY,
    branch      TEXT NOT NULL REFERENCES branch (code),
    name        TEXT NOT NULL,
    public_key  BLOB NOT NULL UNIQUE,
    role        TEXT NOT NULL,
    desk        TEXT NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at  INTEGER,
    UNIQUE (branch, desk)
) STRICT;

-- "grant" is a word of SQL's own.
CREATE TABLE granted (
    device BLOB NOT NULL REFERENCES device (id),
    stream TEXT NOT NULL,
    writes INTEGER NOT NULL,
    PRIMARY KEY (device, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrol_code (
    hash       BLOB PRIMARY KEY,
    branch     TEXT NOT NULL REFERENCES branch (code),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;

CREATE TABLE incarnation (
    inc    BLOB PRIMARY KEY,
    device BLOB NOT NULL,
    n      INTEGER NOT NULL,
    chain  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE op_log (
    op_id     BLOB PRIMARY KEY,
    body_hash BLOB NOT NULL,
    device    BLOB NOT NULL,
    inc       BLOB NOT NULL,
    n         INTEGER NOT NULL,
    at_ms     INTEGER NOT NULL,
    stream    TEXT NOT NULL,
    result    TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    op        TEXT NOT NULL
) STRICT;

CREATE TABLE alarm (
    no     INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    device BLOB NOT NULL,
    op_id  BLOB NOT NULL
) STRICT;

CREATE TABLE feed (
    no          INTEGER PRIMARY KEY,
    stream      INTEGER NOT NULL REFERENCES stream (no),
    kind        TEXT NOT NULL,
    id          BLOB NOT NULL,
    rev         INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    fact        INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    body        TEXT NOT NULL,
    made_rev    INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    made_op     BLOB NOT NULL,
    removed_rev INTEGER,
    removed_at  INTEGER,
    removed_op  BLOB,
    UNIQUE (stream, kind, id),
    UNIQUE (stream, seq)
) STRICT;

CREATE TABLE field_meta (
    feed  INTEGER NOT NULL REFERENCES feed (no),
    field TEXT NOT NULL,
    rev   INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    op_id BLOB NOT NULL,
    PRIMARY KEY (feed, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
    row_id  BLOB PRIMARY KEY,
    stream  TEXT NOT NULL,
    kind    TEXT NOT NULL,
    id      BLOB NOT NULL,
    field   TEXT,
    lost    TEXT NOT NULL,
    kept    TEXT NOT NULL,
    lost_op BLOB NOT NULL,
    op_id   BLOB NOT NULL,
    at_ms   INTEGER NOT NULL
) STRICT;

-- Which customers of a stream have a number: follows from the feed.
CREATE TABLE phone (
    digits   TEXT NOT NULL,
    stream   INTEGER NOT NULL REFERENCES stream (no),
    customer BLOB NOT NULL,
    PRIMARY KEY (digits, stream, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX phone_of_customer ON phone (stream, customer);

-- Which addresses and appliances a customer of a stream has: follows from the feed.
CREATE TABLE belonging (
    stream   INTEGER NOT NULL REFERENCES stream (no),
    customer TEXT NOT NULL,
    kind     TEXT NOT NULL,
    id       BLOB NOT NULL,
    PRIMARY KEY (stream, customer, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE lookup_log (
    no     INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    device BLOB NOT NULL,
    digits TEXT NOT NULL,
    reason TEXT NOT NULL,
    hits   INTEGER NOT NULL
) STRICT;

CREATE TABLE intake_key (
    hash    BLOB PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL
) STRICT;

-- What was answered to whom, so that asking again gives the same.
CREATE TABLE intake (
    source      TEXT NOT NULL,
    idempotency TEXT NOT NULL,
    body_hash   BLOB NOT NULL,
    at_ms       INTEGER NOT NULL,
    answer      TEXT NOT NULL,
    PRIMARY KEY (source, idempotency)
) STRICT;

-- Orders that no area covers, until a person names a branch.
CREATE TABLE unassigned (
    id          BLOB PRIMARY KEY,
    at_ms       INTEGER NOT NULL,
    source      TEXT NOT NULL,
    form        TEXT NOT NULL,
    assigned_at INTEGER,
    number      TEXT
) STRICT;
