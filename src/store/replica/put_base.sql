insert into record (kind, id, stream, rev, seq, hash, base, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (kind, id) do update
    set stream = excluded.stream,
        rev    = excluded.rev,
        seq    = excluded.seq,
        hash   = excluded.hash,
        base   = excluded.base,
        body   = excluded.body
