update appliance
set address = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.address', '-', '')) as id
            from record
            where record.kind = 'appliance' and record.id = appliance.id
        ) as named
        left join same on same.id = named.id
    ),
    address
)
where address = ?1
