# 岗位。

role-dispatcher = 派工员
role-technician = 师傅
role-clerk = 回访员
role-parts-keeper = 配件员
role-manager = 网点经理
