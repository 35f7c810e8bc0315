select after ->> '$.name' from import_change where kind = 'customer' and id = ?1
union
select before ->> '$.name' from import_change where kind = 'customer' and id = ?1
