select id
from address
where customer = ?1 and id not in (select id from same)
order by gone, id
