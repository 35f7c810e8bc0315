select count(*)
from fact as printed
where printed.subject = ?1
  and printed.kind = 'print'
  and not exists (select 1 from fact as taken_back
                  where taken_back.subject = printed.id and taken_back.kind = 'print')
