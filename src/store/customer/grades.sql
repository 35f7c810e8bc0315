select service_order.kind, fact.code, fact.at
from service_order
join fact on fact.order_id = service_order.id
where service_order.customer = ?1
  and fact.kind = 'callback'
  and fact.code in ('very_satisfied', 'satisfied', 'dissatisfied')
order by fact.at, fact.id
