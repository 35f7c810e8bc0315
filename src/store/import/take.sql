delete from import_change
where run = ?1 and (kind, id) in (
    select kind, id from import_change
    where run = ?1
    -- What points to something goes before it.
    order by case kind when 'order' then 0 when 'appliance' then 1 when 'address' then 2 else 3 end, id
    limit ?2
)
returning kind, id, before, after
