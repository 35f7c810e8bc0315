-- All that facts that stand say which name this, each with the two files that it says it of: what is in files counts only
-- where the files themselves do.
select sameness.kind, sameness.other, sameness.kept, files.other, files.kept
from sameness as naming
join sameness on sameness.fact = naming.fact
join sameness as files on files.fact = naming.fact and files.kind = 'customer'
where (naming.other = ?1 or naming.kept = ?1)
  and naming.apart = 0
  and not exists (select 1 from sameness_back where sameness_back.fact = naming.fact)
