-- Version 11. What each customer still owes is kept beside the facts that it is the sum of, order by order, so that it is
-- asked for as often as one likes; and who urged is found without reading what happened to everybody.
drop view if exists owed;
drop index if exists fact_money;
drop index if exists fact_urge;
drop trigger if exists debt_more;
drop trigger if exists debt_less;
drop trigger if exists debt_other;
drop table if exists debt;

create table debt (
    order_id blob primary key not null,
    rest     integer not null
) strict, without rowid;

create index debt_owed on debt (order_id, rest) where rest > 0;

insert into debt (order_id, rest)
select order_id,
       sum(case when kind = 'receipt' then -coalesce(amount, 0)
                when code = 'customer' then coalesce(amount, 0)
                else 0 end)
from fact
where kind in ('charge', 'receipt') and order_id is not null
group by order_id;

create trigger debt_more after insert on fact
when new.kind in ('charge', 'receipt') and new.order_id is not null
begin
    insert into debt (order_id, rest)
    values (
        new.order_id,
        case when new.kind = 'receipt' then -coalesce(new.amount, 0)
             when new.code = 'customer' then coalesce(new.amount, 0)
             else 0 end
    )
    on conflict (order_id) do update set rest = rest + excluded.rest;
end;

create trigger debt_less after delete on fact
when old.kind in ('charge', 'receipt') and old.order_id is not null
begin
    update debt
    set rest = rest - case when old.kind = 'receipt' then -coalesce(old.amount, 0)
                           when old.code = 'customer' then coalesce(old.amount, 0)
                           else 0 end
    where order_id = old.order_id;
end;

create trigger debt_other after update of order_id, kind, code, amount on fact
when (old.kind in ('charge', 'receipt') or new.kind in ('charge', 'receipt'))
  and (old.order_id, old.kind, old.code, old.amount) is not (new.order_id, new.kind, new.code, new.amount)
begin
    update debt
    set rest = rest - case when old.kind = 'receipt' then -coalesce(old.amount, 0)
                           when old.kind = 'charge' and old.code = 'customer' then coalesce(old.amount, 0)
                           else 0 end
    where order_id = old.order_id;
    insert into debt (order_id, rest)
    select new.order_id,
           case when new.kind = 'receipt' then -coalesce(new.amount, 0)
                when new.code = 'customer' then coalesce(new.amount, 0)
                else 0 end
    where new.kind in ('charge', 'receipt') and new.order_id is not null
    on conflict (order_id) do update set rest = rest + excluded.rest;
end;

create view owed as
select order_id as id, rest
from debt
where rest > 0;

create index fact_urge on fact (order_id, code)
where kind = 'order_event' and code in ('urge', 'withdraw_urge') and order_id is not null;
