-- Restoring from a backup, comparing copies, and forgetting what was removed long ago.

-- Of what was removed up to here, some is forgotten.
ALTER TABLE stream ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;

-- The last number that lies in a verified backup.
ALTER TABLE incarnation ADD COLUMN safe_n INTEGER NOT NULL DEFAULT 0;

-- Sequences that were given out after the backup that headquarters was restored from, or never.
CREATE TABLE gap (
    stream INTEGER NOT NULL REFERENCES stream (no),
    above  INTEGER NOT NULL,
    upto   INTEGER NOT NULL,
    PRIMARY KEY (stream, above)
) STRICT, WITHOUT ROWID;

-- How far each device had come in each stream when it last said so.
CREATE TABLE note (
    device BLOB NOT NULL,
    stream TEXT NOT NULL,
    seq    INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (device, stream)
) STRICT, WITHOUT ROWID;

-- Rows that headquarters lost, that a device still had, and that a person must decide on.
CREATE TABLE salvage (
    no         INTEGER PRIMARY KEY,
    stream     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    id         BLOB NOT NULL,
    rev        INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    body       TEXT, -- none if it had been removed
    device     BLOB NOT NULL,
    at_ms      INTEGER NOT NULL,
    decided_at INTEGER,
    UNIQUE (stream, kind, id, rev)
) STRICT;
