select record.id, phone.value ->> '$.number'
from record, json_each(coalesce(record.body, record.base), '$.phones') as phone
where record.kind = 'customer'
union
select import_change.id, phone.value ->> '$.number'
from import_change, json_each(import_change.after, '$.phones') as phone
where import_change.kind = 'customer'
