-- Version 9. Orders that somebody complains of, as long as that is not over: nobody calls about them meanwhile.
drop view if exists complained_of;

create view complained_of as
select complaint.customer, complaint.origin as id
from service_order as complaint
where complaint.kind = 'complaint' and complaint.over = 0 and complaint.origin is not null;
