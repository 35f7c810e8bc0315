select (select count(*)
        from service_order
        where service_order.received >= ?1 and service_order.received < ?2
          and service_order.state <> 'cancelled'),
       (select count(distinct fact.order_id)
        from fact
        where fact.kind = 'visit_result' and fact.code = 'finished' and fact.at >= ?1 and fact.at < ?2),
       (select count(distinct fact.order_id)
        from fact
        join service_order on service_order.id = fact.order_id and service_order.state = 'closed'
        where fact.kind = 'order_event' and fact.code = 'close' and fact.at >= ?1 and fact.at < ?2)
