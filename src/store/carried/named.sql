-- Files that orders have, each once for each order: of what name, and whether somebody else must have them.
select fact.code,
       coalesce(record.body, record.base) ->> '$.name' as name,
       coalesce(service_order.number, '')              as number,
       record.base is not null and (carried.hash is null or carried.confirmed is not null) as elsewhere
from fact indexed by fact_file
join record on record.kind = 'attachment' and record.id = fact.id
left join service_order on service_order.id = fact.order_id
left join carried on carried.hash = fact.code
where fact.kind = 'attachment'
  and fact.code is not null
  and fact.subject is null
  and fact.amount > 0
  and not exists (
      select 1
      from fact as away
      where away.subject = fact.id and away.kind = 'attachment'
  )
order by number, name, fact.code
