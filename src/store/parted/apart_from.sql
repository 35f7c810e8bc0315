with file(id) as (
    select ?1
    union
    select id from same where kept = ?1
),
said(fact, id) as (
    select sameness.fact, sameness.other
    from file
    join sameness on sameness.kept = file.id
    where sameness.kind = 'customer' and sameness.apart = 1
    union
    select sameness.fact, sameness.kept
    from file
    join sameness on sameness.other = file.id
    where sameness.kind = 'customer' and sameness.apart = 1
)
select distinct said.id
from said
where not exists (select 1 from sameness_back where sameness_back.fact = said.fact)
