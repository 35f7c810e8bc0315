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
household-erase = 清除此人资料
household-erase-title = 清除{ $name }的资料
household-erase-why = 原因
household-erase-why-missing = 继续前请选择原因。
household-erase-goes = 将清除：姓名、电话、备注、地址（{ $addresses } 个，只留区县）、机器的序列号和发票号（{ $machines } 台）、信件（{ $letters } 封），以及所有关于此人的备注。
household-erase-stays = 为账目保留：工单（{ $orders } 张）的单号、状态、日期、配件和金额，不留姓名。
household-erase-go-on = 继续
household-erase-sure = 永久清除{ $name }的资料？
household-erase-never = 清除后无法恢复：Ctrl+Z、网点其他电脑和总部都找不回来。
household-erase-backups = 此前的备份、打印的单据和另存的文件里仍有这些资料。
household-erase-now = 清除
household-erased = 已清除。总部和其他电脑在下次交换时照办。
household-erased-on = { $day } 已清除。{ $why }。
household-part-of = 所属主机
household-stands-alone = 独立机器
household-last-job = 上次服务
household-promised = 已约时间
household-open = 未完工单
household-late = 已超时
household-repaired = 近期维修
household-mind = 家庭备注
# $count (number)
household-more-open = 另有 { $count } 单
# $language (text)
household-speaks = 讲{ $language }
household-birthday-today = 今天生日
# $days (number)
household-birthday-in = { $days ->
    [1] 明天生日
   *[other] { $days } 天后生日
}
# $count (number)
household-waits = { $count } 封来信待回复
household-family = 家庭变化
household-family-none = 还没有记录。
household-urge-none = 没有可催办的工单。
