select service_order.number, coalesce(customer.name, ''), coalesce(staff.name, '')
from visit
join service_order on service_order.id = visit.order_id
left join customer on customer.id = service_order.customer
left join staff on staff.id = visit.technician
where visit.state in ('planned', 'printed')
  and service_order.number like '%' || ?1
order by service_order.number
limit ?2
