select article
from article_about
where (sort = 'kind' and value = ?1)
   or (sort = 'fault' and value = ?2)
   or (sort = 'brand' and value = ?3)
   or (sort = 'model' and value = ?4)
