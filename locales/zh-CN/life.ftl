# 家庭变化。

life-moved-in = 入住新居
life-rebuilding = 装修
life-wedding = 结婚
life-child = 新添宝宝
life-elder = 老人同住
life-moved-out = 子女分居
life-illness = 有人生病
life-bereavement = 亲人去世
life-other = 其他
life-what = 发生了什么
life-day = 日期
life-note = 补充说明
life-add = 记录家庭变化
life-remove = 删除这条记录
