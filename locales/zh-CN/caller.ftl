# 来电栏：一个框找到一切。
caller-hint = 电话、姓名、拼音、地址、机号、单号
caller-new = 为此来电新建工单
# $count (number)
caller-open-orders = { $count } 张未完
