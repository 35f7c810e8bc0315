-- Tries to sign in: by a keyed hash of the name, for somebody may type a password in its place. Those that were written
-- down by name are forgotten.

DELETE FROM operator_try;

CREATE INDEX operator_try_peer ON operator_try (peer);

CREATE INDEX operator_try_name ON operator_try (name, peer);

-- From where somebody signed in before.
CREATE INDEX journal_signed_in ON journal (who, subject) WHERE deed = 'signed_in';
