# 服務單來源與優先順序。

source-phone = 來電
source-headquarters = 總公司
source-shop = 門市
source-import = 匯入
source-callback = 回訪
source-normal = 一般
source-urgent = 急件
