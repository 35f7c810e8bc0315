# 工单来源与优先级。

source-phone = 来电
source-headquarters = 总部
source-shop = 门店
source-import = 导入
source-callback = 回访
source-normal = 普通
source-urgent = 加急
