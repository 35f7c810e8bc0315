with waiting as (
    select service_order.id,
           service_order.number,
           service_order.kind,
           service_order.state,
           service_order.urgent,
           service_order.customer,
           service_order.address,
           service_order.appliance,
           coalesce(
               (select max(fact.at)
                from fact
                where fact.order_id = service_order.id
                  and fact.kind = 'order_event'
                  and fact.code in ('enter_sheet', 'import_done')),
               service_order.received
           ) as since
    from service_order
    where service_order.state in ('sheet_in', 'called_back')
      and not exists (
          select 1
          from complained_of
          where complained_of.customer = service_order.customer
            and complained_of.id = service_order.id
      )
)
select waiting.id,
       waiting.number,
       waiting.kind,
       waiting.state,
       waiting.urgent,
       waiting.customer,
       waiting.since,
       coalesce(customer.name, '')          as name,
       coalesce(customer.phone, '')         as phone,
       coalesce(customer.level = 'vip', 0)  as vip,
       -- What they refused in any file of theirs is refused.
       exists (
           select 1
           from record
           where record.kind = 'customer'
             and record.id in (
                 select waiting.customer
                 union all
                 select same.id from same where same.kept = waiting.customer
             )
             and instr(coalesce(record.body, record.base) ->> 'refused', '"call"') > 0
       )                                    as refused,
       coalesce(address.line, '')           as line,
       appliance.category,
       appliance.called,
       appliance.brand,
       appliance.model,
       (select count(*)
        from fact
        where fact.order_id = waiting.id and fact.kind = 'callback'
          and fact.code = 'no_answer' and fact.at >= waiting.since)
                                            as attempts,
       (select max(fact.at)
        from fact
        where fact.order_id = waiting.id and fact.kind = 'callback' and fact.code <> 'withdrawn'
          and fact.at >= waiting.since)     as tried,
       (select fact.code
        from fact
        where fact.order_id = waiting.id and fact.kind = 'callback' and fact.at >= waiting.since
          and fact.code not in ('no_answer', 'withdrawn')
        order by fact.at desc, fact.id desc
        limit 1)                            as grade
from waiting
left join customer on customer.id = waiting.customer
left join address on address.id = waiting.address
left join appliance on appliance.id = waiting.appliance
order by refused, waiting.state = 'called_back', waiting.urgent or vip desc, waiting.since, waiting.id
limit :limit
