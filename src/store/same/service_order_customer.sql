update service_order
set customer = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.customer', '-', '')) as id
            from record
            where record.kind = 'order' and record.id = service_order.id
        ) as named
        left join same on same.id = named.id
    ),
    customer
)
where customer = ?1
