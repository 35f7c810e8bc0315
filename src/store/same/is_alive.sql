select coalesce(body, base) <> 'null', coalesce(coalesce(body, base) ->> '$.erased', 0)
from record
where kind = ?1 and id = ?2
