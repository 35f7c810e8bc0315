select exists (select 1 from visit where technician = ?1)
    or exists (
        select 1 from record
        where kind <> 'staff' and instr(coalesce(body, base), ?2) > 0
    )
