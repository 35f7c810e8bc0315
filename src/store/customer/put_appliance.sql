insert or replace into appliance (
    id, customer, address, category, called, brand, model, serial, origin, shop, seller, purchased, registered
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
