delete from overlay
where entry in (
    select entry from outbox
    where status in ('pending', 'acknowledged') and status = 'acknowledged'
      and stream = ?1 and seq <= ?2
)
