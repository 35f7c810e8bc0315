select coalesce(customer.name, '')              as name,
       coalesce(customer.phone, '')             as phone,
       coalesce(customer.level = 'vip', 0)      as vip,
       appliance.category,
       appliance.called,
       appliance.brand,
       appliance.model,
       (select max(0, coalesce(sum(iif(fact.code = 'urge', 1, -1)), 0)) from fact
        where fact.order_id = service_order.id and fact.kind = 'order_event'
          and fact.code in ('urge', 'withdraw_urge'))
                                                as urges,
       (select count(*) from fact
        where fact.order_id = service_order.id and fact.kind = 'order_event' and fact.code = 'reschedule')
                                                as reschedules
from service_order
left join customer on customer.id = service_order.customer
left join appliance on appliance.id = service_order.appliance
where service_order.id = ?1
