with told(article, code, solved) as (
    select fact.subject, fact.code, fact.code = 'solved'
    from fact
    where fact.kind = 'answer'
      and fact.code in ('told', 'solved')
      and not exists (
          select 1
          from fact as other
          where other.subject = fact.id and other.kind = 'answer' and other.code = 'withdrawn'
      )
)
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
    coalesce(counted.told, 0),
    coalesce(counted.solved, 0),
    article.held
from article
join record on record.kind = 'article' and record.id = article.id
left join (select article, count(*) as told, sum(solved) as solved from told group by article) as counted
    on counted.article = article.id
