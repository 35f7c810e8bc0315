select service_order.id
from service_order
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
where service_order.state = 'ready'
  and service_order.kind <> 'delivery'
  and (
      ?1 is null
      or service_order.number like ?1 escape '\'
      or service_order.alias like ?1 escape '\'
      or customer.name like ?1 escape '\'
      or replace(customer.phone, ' ', '') like ?1 escape '\'
      or address.line like ?1 escape '\'
  )
order by service_order.urgent or coalesce(customer.level = 'vip', 0) desc,
         service_order.day is null,
         service_order.day,
         coalesce(service_order.starts, 0),
         service_order.received,
         service_order.id
limit ?2
