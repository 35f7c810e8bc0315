# 回单：未交回的单子，以及与纸单同序的录入表。

sheet-title = 回单录入
sheet-number = 单号
sheet-entered-today = 今日已录
sheet-pace = 秒/张
sheet-left = 未交回

sheet-waiting = 录哪一张？
sheet-waiting-how = 扫描派工单上的条码，或输入右上角的单号，只输末几位也行，按回车打开。

sheet-out = 未交回的派工单
sheet-none-out = 单子都交回来了
sheet-none-out-how = 派工单自上门当日起列在这里，录入后消失。
sheet-column-age = 已过
sheet-column-number = 单号
sheet-column-technician = 师傅
sheet-column-customer = 客户
sheet-days = { $days ->
    [0] 今天
   *[other] { $days } 天
}

sheet-cash-today = 今日现金
sheet-no-cash = 今天还没有录入回单。
sheet-brought = 应交现金
sheet-cash-only = 按回单计，只含现金：师傅应交的现金
sheet-other-means = 扫码、转账 { $amount }
sheet-technician = { $name }（{ $sheets } 张）
sheet-less = 比应收少 { $amount }
sheet-still-owed = 客户尚欠 { $amount }
sheet-more = 比应收多 { $amount }

sheet-trip = 第 { $ordinal } 次上门
sheet-before = 这是之前录入的内容，改正有误之处，按 F10 保存。
sheet-day = 上门日期
sheet-time-hint = 时间如 0930
sheet-before-order = 这单 { $time } 才接到，请核对日期和时间。
# $time (text)
sheet-early = 这单 { $time } 才接到，是先上门后登记的吗？
sheet-outcome-hint = 按 1 至 6
sheet-code-hint = 代码、拼音首字母或文字
sheet-reading-range = 只能在 { $least } 与 { $most } 之间，请核对纸单。
sheet-part = 配件
sheet-part-hint = 扫码，或输入料号、名称、首字母；*2 为两件；空行回车跳过
sheet-remove-line = 删除这一行
sheet-van-and-store = 车存 { $van } · 仓库 { $store }
sheet-from-store = 车存 { $van }，另 { $missing } 件随本单从仓库领出。
sheet-nobody-has = 车存 { $van }、仓库 { $store }，不够用。可以保存，仓库将记为负数，请尽快盘点。
sheet-maker-pays = 厂家付 { $amount }
sheet-write-why = { $difference }。请在备注写明原因；再按一次 F10 则照此保存。
sheet-not-ticked = 未勾选
sheet-aside = 先放一放

sheet-saved = { $number } 已录入，工单现为“{ $state }”。
sheet-doubt-cash = 应收 { $due }，实收 { $cash }，请核对。
sheet-doubt-never-came = { $part }：条码为 { $serial } 的件没有入过库，请查明来源。
sheet-serial-never-came = 没有条码为 { $serial } 的件入过库，请核对；确实装了这件，请再按一次回车。
sheet-serial-twice = 这个条码已在回单上，每件一个条码。
sheet-doubt-short = { $part }：仓库现为 { $left }，请盘点。
sheet-type-it-yourself = 填入“其他费用”
sheet-foreign-part = 配件不是本网点库存
sheet-which-part = 换了哪个配件？如果不是本网点库存，请按 F7。
sheet-waive = 免收上门费和远程费
sheet-waive-why = 免收原因
sheet-doubt-fare = 当天的上门费原由本单收取，现计入 { $number }：{ $amount }，请向客户补收。
sheet-required = { $label } *
sheet-part-needed = 缺的配件
sheet-part-unknown = 还不知道缺哪个配件
sheet-which-part-needed = 缺哪个配件？还不知道请按 F7。
sheet-built-in = 已装上
sheet-foreign-free = 非本网点库存
sheet-time-wrong = { $time }：{ $why }
