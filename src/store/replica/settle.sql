update outbox
set status = 'settled'
where status in ('pending', 'acknowledged') and status = 'acknowledged'
  and stream = ?1 and seq <= ?2
