insert into fact (id, kind, order_id, customer, subject, code, amount, at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (id) do update
    set kind     = excluded.kind,
        order_id = excluded.order_id,
        customer = excluded.customer,
        subject  = excluded.subject,
        code     = excluded.code,
        amount   = excluded.amount,
        at       = excluded.at
