-- Enquiries of a stage: those that wait the longest first, of what is over the latest.
select enquiry.id, enquiry.channel, enquiry.name, enquiry.subject, enquiry.begins, enquiry.customer,
       customer.name, enquiry.person, staff.name, enquiry.state, enquiry.urgent, enquiry.received,
       enquiry.since, enquiry.order_id, service_order.number,
       exists (select 1 from fact where fact.order_id = enquiry.id and fact.kind = 'attachment')
from enquiry
left join customer on customer.id = enquiry.customer
left join staff on staff.id = enquiry.person
left join service_order on service_order.id = enquiry.order_id
where enquiry.over = ?1
  and (?2 is null or instr(?2, ' ' || enquiry.state || ' ') > 0)
  and (?3 is null or enquiry.person is ?3)
  and (?4 = 0 or enquiry.person is null)
  and (
      ?5 = ''
      or instr(lower(enquiry.name || ' ' || enquiry.subject || ' ' || enquiry.begins || ' ' || enquiry.sender
          || ' ' || coalesce(customer.name, '')), ?5) > 0
  )
order by
    case when ?1 then 0 else -enquiry.urgent end,
    case when ?1 then -enquiry.since else enquiry.received end,
    enquiry.id
limit ?6
