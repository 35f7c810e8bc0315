insert into search_row (customer)
select id
from customer
where id not in (select customer from search_row)
order by (select max(received) from service_order where service_order.customer = customer.id), id
