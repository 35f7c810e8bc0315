select debt.order_id, service_order.number, coalesce(customer.name, ''), -debt.rest, service_order.received
from debt
join service_order on service_order.id = debt.order_id
left join customer on customer.id = service_order.customer
where debt.rest < 0
  and debt.rest + coalesce(
      (select case decided.code when 'kept' then decided.amount end
       from fact as decided
       where decided.subject = debt.order_id and decided.kind = 'settlement'
       order by decided.at desc, decided.id desc
       limit 1),
      0
  ) < 0
order by service_order.received desc, debt.order_id
limit ?1
