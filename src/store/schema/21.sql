-- Version 21. What people wrote to the office, and what came of it; what happened to an enquiry is filed as what happened to
-- an order is.
drop table if exists enquiry;

create table enquiry (
    id       blob primary key not null,
    channel  text not null,
    name     text not null,
    -- The mail address in small letters, or the digits of the number: by which whoever wrote is known again.
    sender   text not null,
    subject  text not null,
    begins   text not null,
    customer blob,
    person   blob,
    state    text not null,
    over     integer not null,
    urgent   integer not null,
    received integer not null,
    -- Since when it is at what it is at.
    since    integer not null,
    order_id blob
) strict, without rowid;

create index enquiry_open on enquiry (received) where over = 0;
create index enquiry_over on enquiry (since) where over = 1;
create index enquiry_sender on enquiry (sender) where sender <> '';
create index enquiry_customer on enquiry (customer) where customer is not null;
create index enquiry_order on enquiry (order_id) where order_id is not null;
