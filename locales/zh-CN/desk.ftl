# 总部登记的各台电脑的用途。

desk-role-whole-office = 全部业务
desk-role-manager = 网点经理
desk-role-dispatcher = 派工员
desk-role-clerk = 文员
desk-role-parts-keeper = 配件员
desk-role-read-only = 只读
desk-duty-intake = 受理和建单
desk-duty-dispatch = 派工和打印
desk-duty-sheets = 回单录入
desk-duty-parts = 配件出入库
desk-duty-callbacks = 回访和投诉
desk-duty-letters = 信件
desk-duty-office = 人员、设置和价格
desk-not-here = 这台电脑登记的用途是“{ $role }”，不办理：{ $duty }。请在用途为{ $elsewhere }的电脑上办理；总部可以更改本机用途。
desk-not-yours = 这台电脑登记的用途是“{ $role }”，不办理这项业务，总部会拒绝。什么都没有改动。总部可以更改本机用途。
desk-does = 本机办理：{ $duties }
desk-does-nothing = 本机可以查看全部内容，不能更改。
desk-for = 本机用途
