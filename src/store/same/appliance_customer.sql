update appliance
set customer = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.customer', '-', '')) as id
            from record
            where record.kind = 'appliance' and record.id = appliance.id
        ) as named
        left join same on same.id = named.id
    ),
    customer
)
where customer = ?1
