select sameness.fact, sameness_back.id
from sameness
join sameness_back on sameness_back.fact = sameness.fact
where sameness.kept = ?1
  and sameness.kind = 'customer'
  and sameness.apart = 0
order by sameness.fact, sameness_back.id
