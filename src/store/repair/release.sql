-- The partial index is found only by its own words.
delete from outbox
where incarnation = ?1 and n <= ?2 and status = 'settled'
    and n is not (
        select min(waits.n) - 1 from outbox as waits
        where waits.status in ('pending', 'acknowledged') and waits.status = 'pending'
            and waits.incarnation = ?1
    )
