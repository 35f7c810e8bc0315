insert or replace into address (id, customer, line, district, area)
values (?1, ?2, ?3, ?4, ?5)
