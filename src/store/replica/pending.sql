-- The partial index is found only by its own words.
select n, op_id, stream, operation
from outbox
where status in ('pending', 'acknowledged') and status = 'pending' and n > ?1
order by entry
limit ?2
