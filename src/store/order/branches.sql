select null as branch,
       (select count(*) from service_order)
           - (select count(*) from service_order where branch is not null) as count
union all
select branch, count(*)
from service_order
where branch is not null
group by branch
order by branch
