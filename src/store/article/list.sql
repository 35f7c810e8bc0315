select
    article.id,
    article.title,
    article.category,
    article.state,
    article.language,
    article.owner,
    article.review_on,
    article.starter,
    record.stream <> 'catalog',
    (select group_concat(value) from article_about where article = article.id and sort = 'kind'),
    coalesce(told.calls, 0),
    coalesce(told.solved, 0)
from article
join record on record.kind = 'article' and record.id = article.id
left join (
    select fact.subject as article, count(*) as calls, sum(
        fact.code = 'solved'
        -- What became an order was not settled by being told.
        and not exists (select 1 from enquiry where enquiry.id = fact.order_id and enquiry.state = 'converted')
    ) as solved
    from fact
    where fact.kind = 'answer'
      and fact.code in ('told', 'solved')
      and not exists (
          select 1
          from fact as other
          where other.subject = fact.id and other.kind = 'answer' and other.code = 'withdrawn'
      )
    group by fact.subject
) as told on told.article = article.id
order by article.title, article.id
