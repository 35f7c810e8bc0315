select customer.name,
       customer.phone,
       coalesce((select line from address where address.customer = customer.id order by address.id limit 1), ''),
       (select count(*) from service_order where service_order.customer = customer.id and over = 0)
from customer
where customer.id = ?1
