-- Files that lie here and that no order has any more: taken away everywhere before a moment.
select carried.hash
from carried
where carried.here = 1
  and exists (
      select 1 from fact indexed by fact_file
      where fact.kind = 'attachment' and fact.code = carried.hash and fact.subject is not null
  )
  and not exists (
      select 1
      from fact indexed by fact_file
      where fact.kind = 'attachment'
        and fact.code = carried.hash
        and (
            fact.at >= ?1
            or fact.subject is null and not exists (
                select 1
                from fact as away
                where away.subject = fact.id and away.kind = 'attachment'
            )
        )
  )
order by carried.hash
