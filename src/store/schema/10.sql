-- Version 10. What customers still owe, order by order: what is charged to them, less what came in.
drop index if exists fact_money;
drop view if exists owed;

create index fact_money on fact (order_id, kind, code, amount)
where kind in ('charge', 'receipt') and order_id is not null;

create view owed as
select fact.order_id as id,
       sum(case when fact.kind = 'receipt' then -fact.amount
                when fact.code = 'customer' then fact.amount
                else 0 end) as rest
from fact indexed by fact_money
where kind in ('charge', 'receipt') and order_id is not null
group by fact.order_id
having rest > 0;
