-- Version 7. What a machine is called where its category says little.
alter table appliance add column called text;

update appliance
set called = nullif(trim(json_extract(record.fields, '$.name')), '')
from (select id, coalesce(body, base) as fields from record where kind = 'appliance') as record
where record.id = appliance.id and appliance.category in ('other', 'small_appliance');
