select visit.id,
       visit.order_id,
       service_order.number,
       service_order.kind,
       service_order.state        as order_state,
       service_order.urgent,
       visit.ordinal,
       visit.technician,
       visit.day,
       visit.starts,
       visit.ends,
       visit.booked,
       visit.state,
       service_order.customer,
       coalesce(customer.name, '') as name,
       coalesce(address.line, '')  as line,
       appliance.category,
       appliance.called
from visit
join service_order on service_order.id = visit.order_id
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
left join appliance on appliance.id = service_order.appliance
where visit.state <> 'void'
  and (:from is null or visit.day >= :from)
  and (:to is null or visit.day <= :to)
  and (:technician is null or visit.technician = :technician)
  and (not :open or visit.state in ('planned', 'printed'))
  and (not :undated or visit.day is null)
order by visit.day, visit.technician, visit.starts, visit.id
limit 5000
