update outbox
set status  = case when status = 'settled' and ?2 = 'acknowledged' then status else ?2 end,
    outcome = ?3,
    seq     = ?4
where op_id = ?1
returning entry
