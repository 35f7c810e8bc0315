insert into service_order (
    id, number, sequence, alias, kind, state, over, customer, address, appliance, urgent, fault,
    day, starts, received, origin, disputed, series, stop_notice, second_visit,
    branch, said, handed
)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)
on conflict (id) do update
    set number    = excluded.number,
        series    = excluded.series,
        sequence  = excluded.sequence,
        alias     = excluded.alias,
        kind      = excluded.kind,
        state     = excluded.state,
        over      = excluded.over,
        customer  = excluded.customer,
        address   = excluded.address,
        appliance = excluded.appliance,
        urgent    = excluded.urgent,
        fault     = excluded.fault,
        day       = excluded.day,
        starts    = excluded.starts,
        received  = excluded.received,
        origin    = excluded.origin,
        disputed  = excluded.disputed,
        stop_notice  = excluded.stop_notice,
        second_visit = excluded.second_visit,
        branch       = excluded.branch,
        said         = excluded.said,
        handed       = excluded.handed
