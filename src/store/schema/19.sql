-- Version 19. The search index knows traditional characters as simplified ones, extensions of telephone numbers, and of the
-- numbers of orders and machines the ends. It is made anew.
drop table search;
create virtual table search using fts5 (
    grams,
    content = '', contentless_delete = 1, detail = 'none',
    tokenize = "ascii tokenchars '@#$%^'"
);
insert or replace into setting (name, value)
select 'search-behind', max(row) from search_row having max(row) is not null;
