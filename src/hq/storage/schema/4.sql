-- Orders found by their number, who came in by which code, and how much is kept of those who were sent away.

-- Where the orders with a number lie, and which are disputed: follows from the feed.
CREATE TABLE order_place (
    stream   INTEGER NOT NULL REFERENCES stream (no),
    id       BLOB NOT NULL,
    number   TEXT, -- none if it has none that can be read
    disputed INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX order_place_number ON order_place (number);

CREATE INDEX order_place_disputed ON order_place (stream, id) WHERE disputed = 1;

-- The device that a code let in: it gets the same answer again.
ALTER TABLE enrol_code ADD COLUMN device BLOB;

CREATE INDEX op_log_idle ON op_log (device) WHERE result IN ('quarantined', 'rejected');

CREATE INDEX unassigned_waiting ON unassigned (at_ms, id) WHERE assigned_at IS NULL;
