select outbox.operation, outbox.outcome
from overlay
join outbox on outbox.entry = overlay.entry
where overlay.kind = ?1 and overlay.id = ?2
order by outbox.entry
