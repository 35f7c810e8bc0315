insert or replace into address (id, customer, line, district, area, gone)
values (?1, ?2, ?3, ?4, ?5, ?6)
