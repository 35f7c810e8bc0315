# 客戶評價。

grade-very-satisfied = 非常滿意
grade-satisfied = 滿意
grade-dissatisfied = 不滿意
grade-attitude = 服務態度
grade-skill = 專業技術
grade-punctual = 準時到府
grade-tidy = 現場整潔
grade-charged-as-shown = 依價收費
grade-good = 好
grade-bad = 差
grade-on-sheet = 單上滿意度
