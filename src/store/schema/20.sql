-- Version 20. Files of one person, and addresses and machines that are in two of them: what was found out, and which is
-- which because of it. The columns that name a customer, an address or a machine name what it is now.
drop table if exists sameness;
drop table if exists sameness_back;
drop table if exists same;

-- What each fact says of two things: the files first, then what in the one is in the other.
create table sameness (
    fact  blob    not null,
    kind  text    not null,
    other blob    not null,
    kept  blob    not null,
    apart integer not null,
    primary key (fact, other)
) strict, without rowid;

create index sameness_other on sameness (other);
create index sameness_kept on sameness (kept);

-- Which fact takes back which.
create table sameness_back (
    id   blob primary key not null,
    fact blob not null
) strict, without rowid;

create index sameness_back_fact on sameness_back (fact);

-- What is found in another one now: follows from what stands of the above.
create table same (
    id   blob primary key not null,
    kept blob not null
) strict, without rowid;

create index same_kept on same (kept);

-- By which machines are named anew when their address is another one now.
create index if not exists appliance_address on appliance (address) where address is not null;
