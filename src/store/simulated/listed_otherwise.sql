-- Orders whose state in the lists is not what the record says, and orders that are in the lists or the records alone.
with head as (
    select id, coalesce(body, base) as fields
    from record
    where kind = 'order' and coalesce(body, base) <> 'null'
)
select head.id, head.fields ->> 'state', service_order.state
from head
left join service_order on service_order.id = head.id
where service_order.state is not head.fields ->> 'state'
union all
select service_order.id, null, service_order.state
from service_order
where service_order.id not in (select id from head)
