select fact.subject,
       visit.technician,
       coalesce(record.body, record.base) -> 'due',
       coalesce(record.body, record.base) -> 'cash',
       coalesce(record.body, record.base) ->> 'means',
       fact.at,
       visit.order_id
from fact
join visit on visit.id = fact.subject
join record on record.kind = 'visit_result' and record.id = fact.id
where fact.kind = 'visit_result'
  and fact.at >= ?1
  and visit.state = 'ended'
  and not exists (select 1
                  from fact as later
                  where later.subject = fact.subject
                    and later.kind = 'visit_result'
                    and (later.at, later.id) > (fact.at, fact.id))
order by fact.at, fact.id
