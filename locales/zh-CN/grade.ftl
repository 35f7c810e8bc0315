# 客户评价。

grade-very-satisfied = 非常满意
grade-satisfied = 满意
grade-dissatisfied = 不满意
grade-attitude = 服务态度
grade-skill = 技术水平
grade-punctual = 准时上门
grade-tidy = 现场整洁
grade-charged-as-shown = 按价收费
grade-good = 好
grade-bad = 差
grade-on-sheet = 单上满意度
