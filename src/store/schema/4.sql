-- Version 4. Whose an order is, where one office keeps the books of several.
alter table service_order add column branch text;

update service_order
set branch = json_extract(record.fields, '$.branch')
from (select id, coalesce(body, base) as fields from record where kind = 'order') as record
where record.id = service_order.id;

create index order_branch on service_order (branch, received) where branch is not null;
