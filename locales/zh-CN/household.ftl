# A customer’s file.

household-person = 客户
household-orders = 工单
household-letters = 信函
household-since = 建档 { $day }
household-new-order = 新建工单
household-order-for-machine = 为这台机器开单
household-add-address = 添加地址
household-add-machine = 添加电器
household-edit-person = 修改客户
household-edit-address = 修改地址
household-edit-machine = 修改电器
household-no-machines = 还没有登记电器。可在此添加，下一张工单也会自动登记。
household-no-addresses = 还没有地址。
household-no-orders = 还没有工单。按 N 受理第一张。
household-no-letters = 还没有寄过信函。
household-first = 这里还有未保存的内容，请先按 F10 保存，或按 Esc 放弃。
household-saved = 档案已保存。
household-year = { $years ->
    [0] 不到 1 年
   *[other] { $years } 年
}
household-serial = 机号 { $serial }
household-nickname = 俗称 / 位置
household-at = 安装地址
household-orders-part = 仅显示最近 { $count } 单，其余请在工单列表中按姓名查找。
household-made = { $year } 年制造
household-invoice = 发票 { $number }
household-part-of = 所属主机
household-stands-alone = 独立机器
