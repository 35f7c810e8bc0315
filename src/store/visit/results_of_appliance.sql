select fact.id
from service_order
join fact on fact.order_id = service_order.id and fact.kind = 'visit_result'
where service_order.appliance = ?1
order by fact.at desc, fact.id desc
limit ?2
