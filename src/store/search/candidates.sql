select search_row.row, search_row.customer, search_row.held
from search
join search_row on search_row.row = search.rowid
where search match ?1
order by search.rowid desc
limit ?2
