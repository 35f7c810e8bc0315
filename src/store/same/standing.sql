select sameness.kind, sameness.other, sameness.kept
from sameness
where (sameness.other = ?1 or sameness.kept = ?1)
  and sameness.apart = 0
  and not exists (select 1 from sameness_back where sameness_back.fact = sameness.fact)
