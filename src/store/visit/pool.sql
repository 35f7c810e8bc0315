from service_order
left join customer on customer.id = service_order.customer
left join address on address.id = service_order.address
where (
      service_order.state = 'ready'
      -- Two desks withdrew a visit each, and nobody goes any more.
      or (
          service_order.state in ('assigned', 'booked')
          and not exists (
              select 1
              from visit
              where visit.order_id = service_order.id and visit.state in ('planned', 'printed')
          )
      )
  )
  and service_order.kind <> 'delivery'
  and (
      ?1 is null
      or service_order.number like ?1 escape '\'
      or service_order.alias like ?1 escape '\'
      or customer.name like ?1 escape '\'
      or replace(customer.phone, ' ', '') like ?1 escape '\'
      or address.line like ?1 escape '\'
  )
