-- What people decided about operations that arrived from devices that had been sent away.
CREATE TABLE late_decision (
    op_id   BLOB PRIMARY KEY,
    applied INTEGER NOT NULL,
    at_ms   INTEGER NOT NULL
) STRICT;

CREATE INDEX op_log_late ON op_log (at_ms) WHERE result = 'quarantined';
