select fact.id,
       fact.customer,
       coalesce(customer.name, '') as name,
       fact.code,
       service_order.number,
       fact.at
from fact
left join customer on customer.id = fact.customer
left join service_order on service_order.id = fact.order_id
where fact.kind = 'letter'
order by fact.at desc, fact.id desc
limit ?1
