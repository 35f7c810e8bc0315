select count(distinct coalesce(fact.order_id, fact.id))
from fact
where fact.kind = 'answer'
  and fact.code = 'solved'
  and fact.at >= ?1
  and not exists (select 1 from enquiry where enquiry.id = fact.order_id and enquiry.state = 'converted')
  and not exists (
      select 1
      from fact as other
      where other.subject = fact.id and other.kind = 'answer' and other.code = 'withdrawn'
  )
