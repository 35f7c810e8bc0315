select coalesce(customer.name, '')              as name,
       coalesce(customer.phone, '')             as phone,
       coalesce(customer.level = 'vip', 0)      as vip,
       appliance.category,
       appliance.brand,
       appliance.model,
       (select count(*) from fact
        where fact.order_id = service_order.id and fact.kind = 'order_event' and fact.code = 'urge')
                                                as urges,
       (select count(*) from fact
        where fact.order_id = service_order.id and fact.kind = 'order_event' and fact.code = 'reschedule')
                                                as reschedules
from service_order
left join customer on customer.id = service_order.customer
left join appliance on appliance.id = service_order.appliance
where service_order.id = ?1
