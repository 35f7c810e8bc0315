-- Records under an operation that were pulled with what it did: its receipt came after them.
select overlay.kind, overlay.id
from overlay
join record on record.kind = overlay.kind and record.id = overlay.id
where overlay.entry = ?1
  and record.base is not null
  and record.rev >= ?2
