insert or replace into fact (id, kind, order_id, customer, subject, code, amount, at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
