select shop, seller, count(*), count(registered)
from appliance
where shop is not null
  and id not in (select id from same)
  and (?1 is null or purchased >= ?1)
group by shop, seller
order by count(*) desc, shop, seller
