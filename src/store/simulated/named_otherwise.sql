-- Orders that the lists give to another customer than the record, or than that customer is now.
with head as (
    select id, unhex(replace(coalesce(body, base) ->> '$.customer', '-', '')) as customer
    from record
    where kind = 'order' and coalesce(body, base) <> 'null'
)
select service_order.id
from service_order
join head on head.id = service_order.id
where service_order.customer is not
    coalesce((select kept from same where same.id = head.customer), head.customer)
