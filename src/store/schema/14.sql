-- Version 14. Orders say in lists which other branch they have to do with: 1 went there, 2 came from there, 4 asked to go,
-- 8 was refused that.
alter table service_order add column handed integer not null default 0;

update service_order
set handed = (
    select iif(coalesce(body, base) ->> '$.handed_to' is null, 0, 1)
         + iif(coalesce(body, base) ->> '$.handed_from' is null, 0, 2)
    from record
    where record.kind = 'order' and record.id = service_order.id
)
where id in (
    select id
    from record
    where kind = 'order' and coalesce(body, base) like '%"handed\_%' escape '\'
);

create index order_handed on service_order (handed) where handed <> 0;
