insert into record (kind, id, stream, body)
values (?1, ?2, (select stream from identity), ?3)
on conflict (kind, id) do update
    set body = excluded.body
