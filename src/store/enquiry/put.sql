insert or replace into enquiry (
    id, channel, name, sender, subject, begins, customer, person, state, over, urgent, received, since, order_id
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
