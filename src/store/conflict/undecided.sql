select (select count(*) from outbox where status in ('rejected', 'quarantined') and let_go is null)
     + (select coalesce(sum(disputed + stop_notice + second_visit), 0)
        from service_order
        where disputed or stop_notice or second_visit)
     + (select count(*)
        from debt
        join service_order on service_order.id = debt.order_id
        where debt.rest < 0
          and debt.rest + coalesce(
              (select case decided.code when 'kept' then decided.amount end
               from fact as decided
               where decided.subject = debt.order_id and decided.kind = 'settlement'
               order by decided.at desc, decided.id desc
               limit 1),
              0
          ) < 0)
     + (select count(distinct case
                when coalesce(record.body, record.base) ->> '$.field' is null then journal.subject
                else journal.id
            end)
        from fact as journal
        join record on record.kind = 'conflict' and record.id = journal.id
        where journal.kind = 'conflict'
          and coalesce(
              (select decided.code
               from fact as decided
               where decided.subject = journal.id and decided.kind = 'settlement'
               order by decided.at desc, decided.id desc
               limit 1),
              'reopened'
          ) = 'reopened')
