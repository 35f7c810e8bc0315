select balance.part, coalesce(part.number, ''), coalesce(part.name, ''), balance.location, sum(balance.quantity)
from balance
left join part on part.id = balance.part
where balance.location in ('store', 'faulty', 'transit') or balance.location like 'van:%'
group by balance.part, balance.location
having sum(balance.quantity) < 0
order by 2, balance.location
limit ?1
