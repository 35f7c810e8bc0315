# 到府結果，即派工單上的勾選項。

outcome-finished = 已完工
outcome-partial = 部分完成
outcome-not-home = 無人在家
outcome-refused = 客戶拒絕
outcome-need-part = 缺零件
outcome-need-appraisal = 需鑑定
