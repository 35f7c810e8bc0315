select record.kind, record.id
from record
where record.stream = ?1
  and record.base is null
  and not exists (
      select 1 from overlay where overlay.kind = record.kind and overlay.id = record.id
  )
