insert or replace into visit (id, order_id, ordinal, technician, day, starts, ends, booked, state)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
