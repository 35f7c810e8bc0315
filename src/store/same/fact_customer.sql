update fact
set customer = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.customer', '-', '')) as id
            from record
            where record.kind = fact.kind and record.id = fact.id
        ) as named
        left join same on same.id = named.id
    ),
    customer
)
where customer = ?1
