select name
from pragma_table_list
where schema = 'main'
  and type = 'table'
  and name not like 'sqlite_%'
