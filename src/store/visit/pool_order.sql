order by service_order.urgent or coalesce(customer.level = 'vip', 0) desc,
         service_order.day is null,
         service_order.day,
         coalesce(service_order.starts, 0),
         service_order.received,
         service_order.id
limit ?2
