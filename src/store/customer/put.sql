insert or replace into customer (id, name, organisation, phone, level, origin)
values (?1, ?2, ?3, ?4, ?5, ?6)
