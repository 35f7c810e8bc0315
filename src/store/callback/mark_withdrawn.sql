update fact set code = 'withdrawn'
where id = ?1 and exists (select 1 from fact as back where back.subject = ?1 and back.subject is not null
                          and back.kind = 'callback')
