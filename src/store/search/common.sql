select 'brand', id, brand, null from appliance where customer = ?1 and brand is not null
union all
select 'called', id, called, null from appliance where customer = ?1 and called is not null
union all
select 'category', id, concat_ws(' ', called, brand, model), category from appliance where customer = ?1
union all
select 'fault', id, number, fault from service_order where customer = ?1 and fault is not null
union all
select 'said', id, said, null from service_order where customer = ?1 and said is not null
