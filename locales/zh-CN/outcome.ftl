# 上门结果，即派工单上的勾选项。

outcome-finished = 已完工
outcome-partial = 部分完成
outcome-not-home = 无人在家
outcome-refused = 客户拒绝
outcome-need-part = 缺配件
outcome-need-appraisal = 需鉴定
