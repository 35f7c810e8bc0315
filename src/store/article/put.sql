insert into article (id, row, title, category, state, language, owner, review_on, starter, beside, held)
values (
    ?1,
    coalesce(?2, (select coalesce(max(row), 0) + 1 from article)),
    ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
)
on conflict (id) do update set
    title = excluded.title,
    category = excluded.category,
    state = excluded.state,
    language = excluded.language,
    owner = excluded.owner,
    review_on = excluded.review_on,
    starter = excluded.starter,
    beside = excluded.beside,
    held = excluded.held
returning row
