-- Records that show something else than their base, because of operations that end here.
select distinct overlay.kind, overlay.id
from outbox
join overlay on overlay.entry = outbox.entry
join record on record.kind = overlay.kind and record.id = overlay.id
where outbox.status in ('pending', 'acknowledged') and outbox.status = 'acknowledged'
  and outbox.stream = ?1 and outbox.seq <= ?2
  and record.body is not null
