update service_order
set address = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.address', '-', '')) as id
            from record
            where record.kind = 'order' and record.id = service_order.id
        ) as named
        left join same on same.id = named.id
    ),
    address
)
where address = ?1
