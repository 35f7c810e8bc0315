select id, coalesce(body, base) ->> '$.name' from record where kind = 'customer'
union
select id, after ->> '$.name' from import_change where kind = 'customer'
union
select id, before ->> '$.name' from import_change where kind = 'customer'
