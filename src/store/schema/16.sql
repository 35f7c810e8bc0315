-- Version 16. What a branch asked of headquarters before version 14 stands in its lists, too: 4 asked to go, 8 was refused
-- that. Version 14 wrote down only what had come and gone.
update service_order
set handed = handed + (
    select case
        when coalesce(body, base) ->> '$.handed_to' is not null then 0
        when coalesce(body, base) ->> '$.handed_wish' is null then 0
        when coalesce(body, base) ->> '$.handed_wish.refused' is null then 4
        else 8
    end
    from record
    where record.kind = 'order' and record.id = service_order.id
)
where handed & 12 = 0 and id in (
    select id
    from record
    where kind = 'order' and coalesce(body, base) like '%"handed\_wish"%' escape '\'
);
