insert into balance (part, location, condition, owner, quantity)
values (?1, ?2, ?3, ?4, ?5)
on conflict (part, location, condition, owner) do update
    set quantity = quantity + excluded.quantity
