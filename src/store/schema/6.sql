-- Version 6. The search index knows how texts begin and what they are as a whole; rows up to this one are brought up to date.
insert into setting (name, value)
select 'search-behind', max(row) from search_row having max(row) is not null;
