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
  and fact.subject is null
  and not exists (select 1 from fact as back where back.subject = fact.id and back.kind = 'letter')
order by fact.at desc, fact.id desc
limit ?1
