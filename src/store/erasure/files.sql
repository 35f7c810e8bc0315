-- Files that no fact has any more but as an erased person's. What headquarters has not said yet is no reason to remove bytes.
with emptied(hash) as (
    select code
    from fact indexed by fact_file
    where kind = 'attachment' and code is not null
    group by code
    having max(amount) = 0
)
select emptied.hash
from emptied
where not exists (
    select 1
    from fact indexed by fact_file
    join record on record.kind = 'attachment' and record.id = fact.id
    where fact.kind = 'attachment'
      and fact.code = emptied.hash
      and (record.base is null or record.base ->> '$.size' <> 0)
      and ?1
)
