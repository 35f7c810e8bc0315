select article.id, article.held
from search_article
join article on article.row = search_article.rowid
where search_article match ?1
order by search_article.rowid desc
limit ?2
