select entry, n, operation
from outbox
where status = 'pending'
order by entry
limit ?1
