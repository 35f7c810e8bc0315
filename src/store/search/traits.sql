select 'address', id, line from address where customer = ?1
union all
select 'appliance', id, serial from appliance where customer = ?1 and serial is not null
union all
select 'appliance', id, model from appliance where customer = ?1 and model is not null
union all
select 'order', id, number from service_order where customer = ?1
union all
select 'order', id, alias from service_order where customer = ?1 and alias is not null
