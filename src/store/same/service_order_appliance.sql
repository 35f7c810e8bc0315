update service_order
set appliance = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.appliance', '-', '')) as id
            from record
            where record.kind = 'order' and record.id = service_order.id
        ) as named
        left join same on same.id = named.id
    ),
    appliance
)
where appliance = ?1
