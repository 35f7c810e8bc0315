select exists (select 1 from service_order where address = ?1)
    or exists (
        select 1 from appliance
        where address = ?1 and customer = (select customer from address where id = ?1)
    )
    or exists (select 1 from sameness where other = ?1 or kept = ?1)
