select count(*)
from service_order
where ?1 is null
  and kind <> 'delivery'
  and (
      state = 'ready'
      or (
          state in ('assigned', 'booked')
          and not exists (
              select 1
              from visit
              where visit.order_id = service_order.id and visit.state in ('planned', 'printed')
          )
      )
  )
