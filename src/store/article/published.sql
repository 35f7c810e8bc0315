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
    (
        select count(*)
        from fact
        where fact.subject = article.id
          and fact.kind = 'answer'
          and fact.code in ('told', 'solved')
          and not exists (
              select 1
              from fact as other
              where other.subject = fact.id and other.kind = 'answer' and other.code = 'withdrawn'
          )
    ),
    (
        select count(*)
        from fact
        where fact.subject = article.id
          and fact.kind = 'answer'
          and fact.code = 'solved'
          and not exists (select 1 from enquiry where enquiry.id = fact.order_id and enquiry.state = 'converted')
          and not exists (
              select 1
              from fact as other
              where other.subject = fact.id and other.kind = 'answer' and other.code = 'withdrawn'
          )
    ),
    article.held
from article
join record on record.kind = 'article' and record.id = article.id
where article.id = ?1 and article.state = 'published'
