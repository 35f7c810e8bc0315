-- Small files of open orders that are not here, the newest first.
select fact.code, max(fact.amount)
from service_order indexed by order_open
join fact indexed by fact_order on fact.order_id = service_order.id and fact.kind = 'attachment'
join record on record.kind = 'attachment' and record.id = fact.id
left join carried on carried.hash = fact.code
where service_order.over = 0
  and fact.code is not null
  and fact.subject is null
  and fact.amount between 1 and ?1
  and record.base is not null
  and coalesce(carried.here, 0) = 0
  and not exists (
      select 1
      from fact as away
      where away.subject = fact.id and away.kind = 'attachment'
  )
group by fact.code
order by max(fact.at) desc, fact.code
limit ?2
