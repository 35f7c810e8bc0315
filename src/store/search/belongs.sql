select exists (select 1 from address where customer = ?1)
    or exists (select 1 from appliance where customer = ?1)
    or exists (select 1 from service_order where customer = ?1)
