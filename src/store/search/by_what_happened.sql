select id
from customer
order by (select max(received) from service_order where service_order.customer = customer.id), id
