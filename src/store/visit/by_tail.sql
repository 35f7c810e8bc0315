select distinct service_order.id
from service_order
join visit on visit.order_id = service_order.id and visit.state in ('planned', 'printed')
where service_order.sequence = ?1
  and service_order.number like '%' || ?2
limit 2
