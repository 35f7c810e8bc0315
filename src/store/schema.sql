-- Version 1. A released schema is never edited: changes come as migrations after it.

-- What this computer was told: language, look, folders. Never leaves it.
create table setting (
    name  text primary key not null,
    value text not null
) strict, without rowid;

-- Who this computer is to headquarters. One row.
create table identity (
    only        integer primary key check (only = 1),
    office      text    not null,
    desk        text    not null,
    stream      text    not null,
    device      blob    not null check (length(device) = 16),
    incarnation blob    not null check (length(incarnation) = 16),
    n           integer not null default 0 check (n >= 0),
    chain       blob    not null check (length(chain) = 32),
    epoch       blob    check (epoch is null or length(epoch) = 16)
) strict;

-- What was done here, in order. Kept until headquarters has it in a verified backup.
-- 'acknowledged' operations have an outcome but are not yet part of the rows pulled; 'settled' ones are.
create table outbox (
    entry       integer primary key autoincrement,
    incarnation blob    not null check (length(incarnation) = 16),
    n           integer not null,
    op_id       blob    not null unique check (length(op_id) = 16),
    stream      text    not null,
    operation   text    not null,
    chain       blob    not null check (length(chain) = 32),
    status      text    not null default 'pending'
                check (status in ('pending', 'acknowledged', 'settled', 'rejected', 'quarantined')),
    outcome     text,
    seq         integer,
    at          integer not null
) strict;

create index outbox_number on outbox (incarnation, n);
create index outbox_open on outbox (status, entry) where status in ('pending', 'acknowledged');
create index outbox_refused on outbox (status) where status in ('rejected', 'quarantined');

-- Which records an operation that is not yet settled lies on top of.
create table overlay (
    kind  text    not null,
    id    blob    not null,
    entry integer not null references outbox (entry),
    primary key (kind, id, entry)
) strict, without rowid;

create index overlay_entry on overlay (entry);

-- Every record as fields. `base` is what headquarters said last, `body` what this desk sees; null where they are the same.
create table record (
    kind   text    not null,
    id     blob    not null check (length(id) = 16),
    stream text    not null,
    rev    integer not null default 0,
    seq    integer not null default 0,
    hash   blob,
    base   text,
    body   text,
    primary key (kind, id)
) strict, without rowid;

create index record_by_stream on record (stream, seq);
create index record_baseless on record (stream) where base is null;

-- How far each stream was pulled. `digest` is the running sum over its base rows.
create table cursor (
    stream text primary key not null,
    after  integer not null default 0,
    digest blob    not null check (length(digest) = 16)
) strict, without rowid;

-- Values that lost against a later one, for a person to see.
create table conflict (
    id    blob primary key not null,
    row   text not null,
    seen  integer not null default 0
) strict, without rowid;

-- What follows is derived from `record` and can be rebuilt from it.

create table customer (
    id           blob primary key not null,
    name         text not null,
    organisation integer not null,
    phone        text not null,
    level        text not null,
    origin       text
) strict, without rowid;

create index customer_phone on customer (phone);
create index customer_origin on customer (origin) where origin is not null;

create table address (
    id       blob primary key not null,
    customer blob not null,
    line     text not null,
    district text,
    area     blob
) strict, without rowid;

create index address_customer on address (customer);

create table appliance (
    id       blob primary key not null,
    customer blob not null,
    address  blob,
    category text not null,
    brand    text,
    model    text,
    serial   text,
    origin   text
) strict, without rowid;

create index appliance_customer on appliance (customer);
create index appliance_serial on appliance (serial) where serial is not null;
create index appliance_origin on appliance (origin) where origin is not null;

create table service_order (
    id        blob primary key not null,
    number    text not null,
    series    text not null,
    sequence  integer not null,
    alias     text,
    kind      text not null,
    state     text not null,
    over      integer not null,
    customer  blob not null,
    address   blob,
    appliance blob,
    urgent    integer not null,
    fault     text,
    day       text,
    starts    integer,
    received  integer not null,
    origin    blob,
    disputed  integer not null default 0
) strict, without rowid;

create unique index order_number on service_order (number);
create index order_series on service_order (series, sequence);
create index order_sequence on service_order (sequence);
create index order_address on service_order (address) where address is not null;
create index order_alias on service_order (alias) where alias is not null;
create index order_customer on service_order (customer, received);
create index order_appliance on service_order (appliance) where appliance is not null;
create index order_state on service_order (state, received);
create index order_received on service_order (received);
create index order_open on service_order (received) where over = 0;

create table visit (
    id         blob primary key not null,
    order_id   blob not null,
    ordinal    integer not null,
    technician blob not null,
    day        text,
    starts     integer,
    ends       integer,
    booked     integer not null,
    state      text not null
) strict, without rowid;

create index visit_order on visit (order_id, ordinal);
create index visit_day on visit (day, technician);
create index visit_open on visit (state, day) where state in ('planned', 'printed');

create table staff (
    id         blob primary key not null,
    name       text not null,
    badge      text,
    technician integer not null,
    gone       integer not null
) strict, without rowid;

-- Where to find the facts about an order or a customer.
create table fact (
    id       blob primary key not null,
    kind     text not null,
    order_id blob,
    customer blob,
    subject  blob,
    code     text,
    amount   integer,
    at       integer not null
) strict, without rowid;

create index fact_order on fact (order_id, kind, at) where order_id is not null;
create index fact_customer on fact (customer, kind, at) where customer is not null;
create index fact_subject on fact (subject, kind, at) where subject is not null;
create index fact_kind on fact (kind, at);

-- What lies where: the sum of all moves.
create table balance (
    part      blob not null,
    location  text not null,
    condition text not null,
    owner     text not null,
    quantity  integer not null,
    primary key (part, location, condition, owner)
) strict, without rowid;

create index balance_location on balance (location);

create table part (
    id     blob primary key not null,
    number text not null,
    name   text not null
) strict, without rowid;

create index part_number on part (number);

-- The search index: for each customer the words that find them, cut into grams.
create virtual table search using fts5 (
    grams,
    content = '', contentless_delete = 1, detail = 'none',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '@#$%^'"
);

-- Which customer a row of the index is, and what to show why it was found.
create table search_row (
    row      integer primary key,
    customer blob not null unique,
    recent   integer not null default 0
) strict;

-- Half-typed forms, so that a power cut loses nothing.
create table draft (
    form  text primary key not null,
    value text not null,
    at    integer not null
) strict, without rowid;

-- Spreadsheets brought over on this computer, so that each can be taken back.
create table import_run (
    id      integer primary key,
    file    text    not null,
    mapping text    not null,
    at      integer not null,
    report  text    not null,
    undone  integer not null default 0
) strict;

-- What each row of a run made or changed. `before` holds the fields that were written over; null for a new record.
create table import_change (
    run    integer not null references import_run (id),
    kind   text    not null,
    id     blob    not null,
    before text,
    primary key (run, kind, id)
) strict, without rowid;
