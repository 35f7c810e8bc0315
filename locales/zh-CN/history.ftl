# 客户时间轴。

history-title = 时间轴
history-show = 时间轴
history-orders = 只看工单
history-all-machines = 全部电器
history-none = 还没有记录。
history-day = 日期
history-what = 事项
history-said = 详情
history-by = 经办人
history-visit = 上门
history-call = 回访
history-letter = 信函
history-asked = 来信
history-bought = 购买
history-installed = 安装
history-registered = 销售登记
history-joined = 合并档案
history-number = 停用号码
history-moved = 已搬离
# $seller (text)
history-sold-by = 导购 { $seller }
