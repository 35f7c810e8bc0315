# Taking an order in during a call.

intake-title = 来电受理
intake-title-complaint = 新投诉
intake-save = 确认受理
intake-clear = 清空重来
intake-taken-in = 工单 { $number } 已受理。
intake-withdrawn = 受理后立即撤销
intake-left = { $who } 的受理还没有填完。
intake-take-up = 继续填写
intake-resumed = 这是上次没有填完的受理，已接着显示。
intake-begin-empty = 从空白开始
intake-kind = 服务类型
intake-choose = 请选择
intake-which-address = 选择地址
intake-new-address = 新地址
intake-which-machine = 选择机器
intake-new-machine = 另一台机器
intake-fault-hint = 编号、首字母或文字
intake-fault-unknown = 没有这个故障。请从列表中选一个；选不到就清空，写在“客户描述”里。
intake-description = 客户描述
intake-day = 承诺日期
intake-day-hint = 23、11-23、+2
intake-time = 承诺时段
intake-time-hint = 14-16
intake-area = 服务片区
intake-area-remote = 偏远
intake-area-ask = 这个地址不在本网点的服务片区内。请核对区名的写法；再按一次 F10 照样受理。
intake-area-outside = 片区外
# $branch (text)
intake-area-theirs = 该地址由网点 { $branch } 负责。
intake-area-none = 该地址不在本网点的任何片区内。
intake-price = 报价
intake-price-hint = 选择品类后显示报价。
intake-no-charge = 此类服务不收费。
intake-parts-extra = 配件费另计。
intake-warranty-hint = 选择品类并填写购买日期。
intake-household = 客户家
intake-somebody-else = 不是这位客户
intake-stranger = 尚未匹配到客户，保存时自动建档。
intake-no-orders = 此前没有工单。
intake-cleared = 表单已清空，按 Ctrl+Z 可恢复。
intake-about = 这是对工单 { $number } 的投诉。
intake-elsewhere = 其他网点的客户
intake-elsewhere-take = 带入姓名和区县
# $branch (text)
intake-elsewhere-at = 网点：{ $branch }
# $order (text)
intake-elsewhere-order = 最近工单 { $order }
intake-repeated = 已有未完的同类工单 { $number }（{ $state }），是同一件事吗？
intake-urge = 催办
intake-add = 补充到该单
intake-repeated-ask = 已有未完的同类工单 { $number }：F8 催办，F7 补充到该单；再按 F10 另建新单。
intake-out-of = 由来信转来：“{ $subject }”
# $number (text)
# $day (text)
intake-again = 这台机器 { $day } 修过（{ $number }）。
# $days (number)
intake-again-days = { $days ->
    [0] 今天
   *[other] { $days } 天前
}
# $who (text)
intake-again-by = { $who } 维修
# $parts (text)
intake-again-parts = 换件：{ $parts }
intake-again-no-parts = 未换件
intake-again-links = 新工单将作为返修关联到该单。
