select fact.id, coalesce(record.body, record.base), service_order.number
from fact
join record on record.kind = 'stock_move' and record.id = fact.id
left join service_order on service_order.id = fact.order_id
where fact.subject = :part
  and fact.kind = 'stock_move'
  and (:serial is null or coalesce(record.body, record.base) ->> 'serial' = :serial)
order by fact.at desc, fact.code = 'issued', fact.id desc
limit :limit
