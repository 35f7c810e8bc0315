with known as (
    select appliance.id,
           appliance.customer,
           appliance.address,
           appliance.category,
           appliance.called,
           appliance.brand,
           appliance.model,
           coalesce(
               coalesce(record.body, record.base) ->> 'installed',
               coalesce(record.body, record.base) ->> 'purchased'
           ) as begun,
           (select max(service_order.received)
            from service_order
            where service_order.appliance = appliance.id
              and service_order.kind in ('install', 'repair', 'maintenance')
              and service_order.state in ('done', 'sheet_in', 'called_back', 'closed', 'settled'))
             as served
    from appliance
    join record on record.kind = 'appliance' and record.id = appliance.id
    where (:category is null or appliance.category = :category)
      and appliance.id not in (select id from same)
)
select null                        as order_id,
       ''                          as number,
       null                        as kind,
       null                        as state,
       known.id                    as appliance,
       known.category,
       known.called,
       known.brand,
       known.model,
       known.customer,
       coalesce(customer.name, '') as name,
       coalesce(address.line, '')  as line,
       null                        as grade,
       coalesce(known.served, unixepoch(known.begun) * 1000) as at
from known
left join customer on customer.id = known.customer
left join address on address.id = coalesce(
    known.address,
    (select first.id from address as first where first.customer = known.customer order by first.id limit 1)
)
where (known.served is not null or known.begun is not null)
  and (known.served is null or known.served < :until)
  and (known.served is not null or known.begun <= :day)
order by at, known.id
limit :limit
