-- Orders that go on with another branch's, and whether that branch heard of their end: follows from the feed.
CREATE TABLE handover (
    stream INTEGER NOT NULL REFERENCES stream (no),
    id     BLOB NOT NULL,
    branch TEXT NOT NULL, -- which handed it over
    origin BLOB NOT NULL, -- its order there
    ended  TEXT, -- how it ended; none while it goes on
    told   TEXT, -- what the order there says of that
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX handover_untold ON handover (stream, id) WHERE coalesce(ended, '') <> coalesce(told, '');
