select journal.id, coalesce(record.body, record.base)
from fact as journal
join record on record.kind = 'conflict' and record.id = journal.id
where journal.kind = 'conflict'
  and (?2 is null or journal.id = ?2)
  and coalesce(
      (select decided.code
       from fact as decided
       where decided.subject = journal.id and decided.kind = 'settlement'
       order by decided.at desc, decided.id desc
       limit 1),
      'reopened'
  ) = 'reopened'
order by journal.at desc, journal.id
limit ?1
