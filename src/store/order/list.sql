select service_order.id,
       service_order.number,
       service_order.alias,
       service_order.kind,
       service_order.state,
       service_order.urgent,
       service_order.disputed,
       service_order.customer,
       coalesce(customer.name, '')  as name,
       coalesce(customer.phone, '') as phone,
       coalesce(address.line, '')   as line,
       service_order.appliance,
       appliance.category,
       appliance.called,
       appliance.brand,
       appliance.model,
       service_order.fault,
       service_order.branch,
       case when service_order.handed <> 0 then (
           select coalesce(record.body, record.base)
           from record
           where record.kind = 'order' and record.id = service_order.id
       ) end                        as handover,
       service_order.received,
       visit.id                     as visit,
       visit.technician,
       coalesce(staff.name, case
           -- Of the work that another system's list tells of there is no visit here.
           when visit.id is null and service_order.state in ('sheet_in', 'called_back', 'closed', 'settled') then (
               select coalesce(record.body, record.base) ->> 'went'
               from record
               where record.kind = 'order' and record.id = service_order.id
           )
       end)                         as technician_name,
       coalesce(visit.day, case when spent.id is null then service_order.day end)       as day,
       coalesce(visit.starts, case when spent.id is null then service_order.starts end) as starts,
       case
           when visit.day is not null then visit.ends
           when spent.id is null and service_order.starts is not null then (
               select coalesce(record.body, record.base) -> 'promised' ->> 'to'
               from record
               where record.kind = 'order' and record.id = service_order.id
           )
       end as ends,
       visit.day is not null        as dated,
       case when service_order.state <> 'cancelled' then
           (select owed.rest from owed where owed.id = service_order.id)
       end as owes
from service_order
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
left join appliance on appliance.id = service_order.appliance
left join visit on visit.id = (
    select latest.id
    from visit as latest
    where latest.order_id = service_order.id
      and latest.state <> 'void'
      -- Nobody goes where somebody is to be found anew, whoever was there before.
      and (latest.state <> 'ended' or service_order.state not in ('draft', 'ready', 'assigned', 'booked'))
    order by latest.ordinal desc
    limit 1
)
-- A trip in vain has used up what was promised for then.
left join visit as spent on spent.id = (
    select ended.id
    from visit as ended
    where ended.order_id = service_order.id
      and ended.state = 'ended'
      and service_order.state in ('draft', 'ready')
      and (ended.day, coalesce(ended.starts, 0)) >= (service_order.day, coalesce(service_order.starts, 0))
    limit 1
)
left join staff on staff.id = visit.technician
where service_order.state in (select value from json_each(:states))
  -- Whoever complains is called no more until the complaint is over.
  and (
      not :to_call
      or not exists (
          select 1
          from complained_of
          where complained_of.customer = service_order.customer
            and complained_of.id = service_order.id
      )
  )
  -- A question is answered as a complaint is, and is none.
  and (not :complaints or service_order.kind = 'complaint')
  and (not :owing or service_order.id in (select owed.id from owed))
  and (:kind is null or service_order.kind = :kind)
  and (:technician is null or visit.technician = :technician)
  and (:customer is null or service_order.customer = :customer)
  and (not :own or service_order.branch is null)
  and (:branch is null or service_order.branch = :branch)
  and (:shared is null or service_order.handed & :shared <> 0)
  and (not :wanted or service_order.over = 0)
  and (:received is null or (service_order.received, service_order.id) < (:received, :id))
  and (
      :text is null
      or service_order.number like :text escape '\'
      or service_order.alias like :text escape '\'
      or customer.name like :text escape '\'
      or replace(customer.phone, ' ', '') like :text escape '\'
      or address.line like :text escape '\'
  )
order by service_order.received desc, service_order.id desc
limit :limit
