with move as (
    select unhex(replace(coalesce(body, base) ->> 'part', '-', '')) as part,
           coalesce(body, base) ->> 'from'     as source,
           coalesce(body, base) ->> 'to'       as target,
           coalesce(body, base) ->> 'quantity' as quantity
    from record
    where kind = 'stock_move'
      -- More than moves at once: it counts nowhere, and `unshown` says so.
      and coalesce(body, base) ->> 'quantity' between -1000000000 and 1000000000
),
flow as (
    select part, source as location, -quantity as quantity from move
    union all
    select part, target, quantity from move
),
summed as (
    select part, location, sum(quantity) as quantity from flow group by part, location
),
kept as (
    select part, location, sum(quantity) as quantity from balance group by part, location
)
select part from summed group by part having sum(quantity) <> 0
union
select part from kept group by part having sum(quantity) <> 0
union
select part from (select * from summed where quantity <> 0 except select * from kept)
union
select part from (select * from kept where quantity <> 0 except select * from summed)
