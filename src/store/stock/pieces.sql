select location, serial
from (
    select coalesce(record.body, record.base) ->> 'to'       as location,
           coalesce(record.body, record.base) ->> 'serial'   as serial,
           coalesce(record.body, record.base) ->> 'quantity' as change
    from fact
    join record on record.kind = 'stock_move' and record.id = fact.id
    where fact.subject = :part and fact.kind = 'stock_move'
    union all
    select coalesce(record.body, record.base) ->> 'from',
           coalesce(record.body, record.base) ->> 'serial',
           -(coalesce(record.body, record.base) ->> 'quantity')
    from fact
    join record on record.kind = 'stock_move' and record.id = fact.id
    where fact.subject = :part and fact.kind = 'stock_move'
)
where serial is not null
group by location, serial
having sum(change) > 0
order by location, serial
