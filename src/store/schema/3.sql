-- Version 3. What is to be decided by people: refused operations until somebody lets them go, orders that several
-- people took differently, values that lost.
alter table outbox add column let_go integer;

alter table service_order add column stop_notice integer not null default 0;
alter table service_order add column second_visit integer not null default 0;

update service_order
set stop_notice  = coalesce(json_extract(record.fields, '$.stop_notice'), 0),
    second_visit = coalesce(json_extract(record.fields, '$.second_visit'), 0)
from (select id, coalesce(body, base) as fields from record where kind = 'order') as record
where record.id = service_order.id;

create index order_flagged on service_order (received) where disputed or stop_notice or second_visit;

insert or ignore into fact (id, kind, subject, code, at)
select id,
       'conflict',
       unhex(replace(json_extract(fields, '$.record'), '-', '')),
       json_extract(fields, '$.kind'),
       json_extract(fields, '$.at')
from (select id, coalesce(body, base) as fields from record where kind = 'conflict')
where json_extract(fields, '$.at') is not null;
