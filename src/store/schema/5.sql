-- Version 5. A number that was given out twice is found, not refused: nothing may stop a branch from receiving.
drop index order_number;
create index order_number on service_order (number);

-- Records that came from headquarters and that the derived tables cannot hold, with the reason.
create table unshown (
    kind text not null,
    id   blob not null,
    why  text not null,
    primary key (kind, id)
) strict, without rowid;

-- In which life the last number of this desk was given out.
insert or ignore into setting (name, value)
select 'last-order-life', lower(hex(incarnation)) from identity;

-- What a run wrote, so that what was worked on since is told from what was only brought over.
alter table import_change add column after text;
create index import_change_record on import_change (kind, id);

-- Complaints, and what else came out of an order.
create index order_origin on service_order (origin) where origin is not null;
