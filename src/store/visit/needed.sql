select service_order.id,
       coalesce(record.body, record.base) -> 'needed' as needed
from service_order
join record on record.kind = 'visit_result' and record.id = (
    select last.id
    from fact as last
    where last.order_id = service_order.id and last.kind = 'visit_result'
    order by last.at desc, last.id desc
    limit 1
)
where service_order.state = 'waiting_part'
