select 'address', id, line, iif(gone, 'gone', null) from address where customer = ?1
union all
select 'serial', id, serial, null from appliance where customer = ?1 and serial is not null
union all
select 'model', id, model, null from appliance where customer = ?1 and model is not null
union all
select 'order', id, number, iif(over = 0, 'open', null) from service_order where customer = ?1
union all
select 'order', id, alias, null from service_order where customer = ?1 and alias is not null
