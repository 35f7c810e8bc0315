-- The bytes of files, by the hash of what is in them. They lie here, in pieces, so that every node, backup and check has them.

-- Which facts name a file, those of erased persons excepted: follows from the feed.
CREATE TABLE file_name (
    hash      TEXT NOT NULL,
    stream    INTEGER NOT NULL REFERENCES stream (no),
    id        BLOB NOT NULL,
    size      INTEGER NOT NULL,
    withdraws BLOB,
    at_ms     INTEGER NOT NULL,
    PRIMARY KEY (hash, stream, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX file_name_of ON file_name (stream, id);
CREATE INDEX file_withdrawn ON file_name (at_ms, hash) WHERE withdraws IS NOT NULL;

-- Files that are whole and verified.
CREATE TABLE kept_file (
    hash TEXT PRIMARY KEY,
    file BLOB NOT NULL,
    size INTEGER NOT NULL
) STRICT;

-- Files that a device has begun to send.
CREATE TABLE begun_file (
    hash   TEXT NOT NULL,
    device BLOB NOT NULL,
    file   BLOB NOT NULL UNIQUE,
    size   INTEGER NOT NULL,
    held   INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (hash, device)
) STRICT;

CREATE INDEX begun_file_of ON begun_file (device);

CREATE TABLE file_piece (
    file  BLOB NOT NULL,
    at    INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, at)
) STRICT;
