-- What the device that comes in by a code is there for: 'branch' is everything, as device.role has it.
ALTER TABLE enrol_code ADD COLUMN role TEXT NOT NULL DEFAULT 'branch';
