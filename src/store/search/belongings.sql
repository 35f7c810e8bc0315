select 'address', id, line, iif(gone, 'gone', null), null, null, null from address where customer = ?1
union all
select 'appliance', id, serial, model, brand, called, category from appliance where customer = ?1
union all
select 'order', id, number, alias, said, fault, iif(over = 0, 'open', null) from service_order where customer = ?1
