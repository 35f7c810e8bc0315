select fact.order_id,
       sum(iif(fact.code = 'urge', 1, -1)) as urges
from fact indexed by fact_urge
join service_order on service_order.id = fact.order_id
where fact.kind = 'order_event'
  and fact.code in ('urge', 'withdraw_urge')
  and fact.order_id is not null
  and service_order.over = 0
group by fact.order_id
having urges > 0
