-- Version 17. What a household is found by lies folded beside its row of the search index, so that many are judged
-- without reading their records; a row is as new as what last happened. The index is made anew, for its words are others.
drop table search;
create virtual table search using fts5 (
    grams,
    content = '', contentless_delete = 1, detail = 'none',
    tokenize = "ascii tokenchars '@#$%^'"
);
alter table search_row drop column recent;
alter table search_row add column held text not null default '';
insert or replace into setting (name, value)
select 'search-behind', max(row) from search_row having max(row) is not null;
