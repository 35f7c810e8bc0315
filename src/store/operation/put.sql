insert into outbox (incarnation, n, op_id, stream, operation, chain, at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
