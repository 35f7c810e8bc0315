-- Version 12. Where the bytes of files are: here, and at headquarters; in a copy that is a backup, they lie in `packed`.
drop table if exists carried;
drop table if exists packed;
drop index if exists fact_file;

create table carried (
    hash      text primary key not null,
    here      integer not null default 0,
    -- When headquarters said that it has all of it.
    confirmed integer
) strict, without rowid;

create index carried_unsent on carried (hash) where here = 1 and confirmed is null;

create table packed (
    hash  text primary key not null,
    bytes blob not null
) strict;

update fact
set code = (
    select json_extract(coalesce(record.body, record.base), '$.hash')
    from record
    where record.kind = 'attachment' and record.id = fact.id
)
where kind = 'attachment';

create index fact_file on fact (code, subject, amount) where kind = 'attachment' and code is not null;
