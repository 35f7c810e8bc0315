select service_order.id as order_id,
       service_order.number,
       service_order.kind,
       service_order.state,
       service_order.appliance,
       appliance.category,
       appliance.called,
       appliance.brand,
       appliance.model,
       service_order.customer,
       coalesce(customer.name, '') as name,
       coalesce(address.line, '')  as line,
       null                        as grade,
       coalesce(
           (select max(fact.at)
            from fact
            where fact.order_id = service_order.id and fact.kind = 'order_event' and fact.code = 'answer'),
           service_order.received
       )                           as at
from service_order
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
left join appliance on appliance.id = service_order.appliance
where service_order.kind = 'complaint'
  and (
      service_order.state in ('answered', 'accepted')
      or (
          service_order.state in ('closed', 'settled')
          and exists (
              select 1
              from fact
              where fact.order_id = service_order.id
                and fact.kind = 'order_event' and fact.code = 'answer' and fact.at >= :from
          )
      )
  )
order by at desc, service_order.id
limit :limit
