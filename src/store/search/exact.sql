select coalesce(same.kept, customer.id)
from customer
left join same on same.id = customer.id
where customer.phone = ?1
union
select customer from service_order where alias = ?1
union
select customer from service_order where number = upper(?1)
union
select customer from appliance where serial = ?1
limit 5
