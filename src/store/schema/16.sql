-- Version 15. What a household is found by lies folded beside its row of the search index, so that many are judged
-- without reading their records; rows up to this one are brought up to date. A row is as new as what last happened.
alter table search_row drop column recent;
alter table search_row add column held text not null default '';
insert or replace into setting (name, value)
select 'search-behind', max(row) from search_row having max(row) is not null;
