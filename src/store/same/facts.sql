-- What stands between any two files of one person.
with file(id) as (
    select ?1
    union
    select id from same where kept = ?1
)
select distinct sameness.fact
from sameness
where sameness.kind = 'customer'
  and sameness.apart = 0
  and (sameness.other in (select id from file) or sameness.kept in (select id from file))
  and not exists (select 1 from sameness_back where sameness_back.fact = sameness.fact)
order by sameness.fact
