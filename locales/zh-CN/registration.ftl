# 销售登记。

registration-title = 销售登记率
registration-reported = 已报销售登记
registration-new = 登记销售
registration-seller = 导购员
registration-grade = 购买时评价
registration-grade-none = 未问
registration-shop = 商场
registration-count = 已登记
# $registered (number)
# $sold (number)
registration-of = { $registered } / { $sold }
registration-rate = 登记率
registration-nobody = 未记导购
registration-none = 还没有写明商场的电器。在客户档案中按 F9 登记销售。
registration-how = 已知在该处购买的电器中，报过销售登记的台数。
