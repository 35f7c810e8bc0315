-- Pages of large streams as desks fetch them, packed once: follows from the feed. Whoever changes what lies in the feed
-- without giving it another place empties both.

-- How far the packing of a stream has come.
CREATE TABLE snapshot (
    stream   INTEGER NOT NULL REFERENCES stream (no),
    run      INTEGER NOT NULL, -- grows whenever all packets go
    upto     INTEGER NOT NULL, -- where the last packet ends
    records  INTEGER NOT NULL, -- in all packets
    begun_at INTEGER NOT NULL,
    held_at  INTEGER NOT NULL, -- until then somebody is about to make more
    PRIMARY KEY (stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE packet (
    stream  INTEGER NOT NULL REFERENCES stream (no),
    above   INTEGER NOT NULL,
    upto    INTEGER NOT NULL,
    records INTEGER NOT NULL,
    hash    BLOB NOT NULL,
    bytes   BLOB NOT NULL,
    PRIMARY KEY (stream, above)
) STRICT;
