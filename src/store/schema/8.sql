-- Version 8. How the words about an order begin. The search index knows them, brands, categories and fault codes, and letters
-- without their accents; all its rows are brought up to date.
alter table service_order add column said text;

update service_order
set said = substr(nullif(trim(json_extract(record.fields, '$.description')), ''), 1, 60)
from (select id, coalesce(body, base) as fields from record where kind = 'order') as record
where record.id = service_order.id;

insert or replace into setting (name, value)
select 'search-behind', max(row) from search_row having max(row) is not null;
