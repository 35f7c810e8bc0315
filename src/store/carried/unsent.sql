-- Files that lie here, that an order has, and that headquarters has not confirmed; the one that was put there first comes
-- first. `heard` says whether headquarters has the fact.
select carried.hash, max(fact.amount), max(record.base is not null) as heard
from carried indexed by carried_unsent
join fact indexed by fact_file on fact.kind = 'attachment' and fact.code = carried.hash
join record on record.kind = 'attachment' and record.id = fact.id
where carried.here = 1
  and carried.confirmed is null
  and fact.subject is null
  and fact.amount > 0
  and not exists (
      select 1
      from fact as away
      where away.subject = fact.id and away.kind = 'attachment'
  )
group by carried.hash
order by min(fact.at), carried.hash
limit ?1
