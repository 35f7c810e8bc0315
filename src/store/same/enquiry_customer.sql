update enquiry
set customer = coalesce(
    (
        select coalesce(same.kept, named.id)
        from (
            select unhex(replace(coalesce(body, base) ->> '$.customer', '-', '')) as id
            from record
            where record.kind = 'enquiry' and record.id = enquiry.id
        ) as named
        left join same on same.id = named.id
    ),
    customer
)
where customer = ?1
