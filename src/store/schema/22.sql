-- Version 22. Where nobody lives any more, and who sold which machine: what of a sale is counted.
alter table address add column gone integer not null default 0;
alter table appliance add column shop text;
alter table appliance add column seller text;
alter table appliance add column purchased text;
alter table appliance add column registered integer;

update appliance
set (shop, purchased) = (
    select trim(coalesce(body, base) ->> '$.shop'), coalesce(body, base) ->> '$.purchased'
    from record
    where record.kind = 'appliance' and record.id = appliance.id
)
where id in (
    select id
    from record
    where kind = 'appliance' and coalesce(body, base) ->> '$.shop' is not null
);

create index appliance_shop on appliance (shop, seller) where shop is not null;
