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
       (select called.code
        from fact as called
        where called.order_id = service_order.id and called.kind = 'callback'
          and called.code not in ('no_answer', 'withdrawn')
        order by called.at desc, called.id desc
        limit 1)                   as grade,
       fact.at
from fact
join service_order on service_order.id = fact.order_id
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
left join appliance on appliance.id = service_order.appliance
where fact.kind = 'order_event'
  and fact.code in ('close', 'import_closed')
  and fact.at >= :from
  and service_order.state in ('closed', 'settled')
  and service_order.kind not in ('complaint', 'consultation', 'delivery')
  and (:grade is null or grade = :grade)
order by fact.at desc, fact.id desc
limit :limit
