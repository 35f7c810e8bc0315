select customer.id,
       customer.name,
       customer.phone,
       coalesce((select line from address
                  where address.customer = customer.id and address.id not in (select id from same)
                  order by address.gone, address.id limit 1), ''),
       (select count(*) from appliance
        where appliance.customer = customer.id and appliance.id not in (select id from same)),
       (select count(*) from service_order where service_order.customer = customer.id and over = 0),
       coalesce((
           select sum(owed.rest)
           from service_order
           join owed on owed.id = service_order.id
           where service_order.customer = customer.id and service_order.state <> 'cancelled'
       ), 0)
from customer
where customer.id not in (select id from same)
order by customer.id desc
limit ?1 offset ?2
