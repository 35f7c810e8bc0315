-- Operators of the console, what was done by whom, and what was refused.

CREATE TABLE operator (
    name      TEXT PRIMARY KEY,
    password  TEXT NOT NULL, -- its hash, with salt and cost
    read_only INTEGER NOT NULL,
    made_at   INTEGER NOT NULL
) STRICT;

-- Who is signed in, by the hash of what their browser shows.
CREATE TABLE operator_session (
    hash     BLOB PRIMARY KEY,
    operator TEXT NOT NULL REFERENCES operator (name),
    begun_at INTEGER NOT NULL,
    seen_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tries to sign in that did not succeed, as long as they count.
CREATE TABLE operator_try (
    no    INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    name  TEXT NOT NULL,
    peer  TEXT NOT NULL
) STRICT;

CREATE INDEX operator_try_at ON operator_try (at_ms);

-- What people changed at headquarters.
CREATE TABLE journal (
    no      INTEGER PRIMARY KEY,
    at_ms   INTEGER NOT NULL,
    who     TEXT, -- none: whoever may use the command line
    deed    TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

-- Calls that were refused, the latest of them.
CREATE TABLE refusal (
    no     INTEGER PRIMARY KEY,
    at_ms  INTEGER NOT NULL,
    device BLOB, -- none: a stranger
    peer   TEXT NOT NULL,
    method TEXT NOT NULL,
    path   TEXT NOT NULL,
    status INTEGER NOT NULL,
    code   TEXT NOT NULL
) STRICT;

-- Orders that are not over: follows from the feed.
ALTER TABLE order_place ADD COLUMN open INTEGER NOT NULL DEFAULT 0;

CREATE INDEX order_place_open ON order_place (stream) WHERE open = 1;

CREATE INDEX op_log_at ON op_log (at_ms);

CREATE INDEX op_log_rejected ON op_log (at_ms) WHERE result = 'rejected';
