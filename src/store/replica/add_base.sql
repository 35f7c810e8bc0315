insert into record (kind, id, stream, rev, seq, hash, base)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (kind, id) do nothing
