with file(id) as (
    select ?1
    union
    select id from same where kept = ?1
),
own(id) as (select id from service_order where customer = ?1),
-- What was written under a mail address or number of theirs and put in nobody's file is theirs too.
wrote(id) as (
    select id from enquiry where customer = ?1
    union
    select other.id
    from enquiry
    join enquiry as other on other.sender = enquiry.sender and other.customer is null
    where enquiry.customer = ?1 and enquiry.sender <> ''
)
select 'customer', ?1
union all
select 'customer', same.id from same where same.kept = ?1 and same.id in (select id from customer)
union all
select 'sameness', fact
from sameness
where kept in (select id from file) or other in (select id from file)
union all
select 'address', id from address where customer = ?1
union all
select 'appliance', id from appliance where customer = ?1
union all
select 'order', id from own
union all
select 'enquiry', id from wrote
union all
select fact.kind, fact.id from wrote join fact on fact.order_id = wrote.id
union all
select 'visit', visit.id from own join visit on visit.order_id = own.id
union all
select fact.kind, fact.id from own join fact on fact.order_id = own.id
union all
select kind, id from fact where customer = ?1 and kind <> 'erasure'
