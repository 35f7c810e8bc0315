# 来电栏：一个框找到一切。
caller-hint = 电话、姓名、拼音、地址、机号、单号
caller-new = 为此来电新建工单
# $count (number)
caller-open-orders = { $count } 张未完
# $number (text)
# $who (text)
caller-rings = 来电 { $number }：{ $who }
caller-unknown = 档案中没有
# $count (number)
caller-several = { $count } 份档案
caller-show = 查看
# $branch (text)
# $who (text)
caller-elsewhere = { $branch } 有档案：{ $who }
