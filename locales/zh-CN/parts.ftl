# 配件：各库位存量，以及出入库单。

parts-title = 配件
parts-vans = 车存
parts-others = 其他
parts-short = 缺 { $count }
parts-some-short = { $count ->
   *[other] 有 { $count } 种配件出现负库存：用掉的比收进的多，请盘点更正（F7）。
}
parts-none = 还没有配件入库
parts-none-how = 先把货架上现有的配件入库（F3），勾选“期初”；以后到货也这样入库。
parts-none-found = 没有符合的配件
parts-none-found-how = 清空筛选，或输入料号、名称、拼音首字母的一部分。
parts-no-moves = 该配件还没有出入库记录。
parts-price = { $price }/{ $unit }
parts-price-each = 每件 { $price }

parts-column-when = 时间
parts-column-what = 摘要
parts-column-way = 去向
parts-column-count = 数量
parts-column-after = 结存

parts-receive = 入库
parts-issue = 领用
parts-return = 还件
parts-count = 盘点更正
parts-opening = 期初
parts-where = 库位
parts-counted-label = 实盘数
parts-hint = 扫码，或料号、名称
parts-lies = { $place }：{ $count }

parts-received = { $count ->
   *[other] 已入库 { $count } 件。
}
parts-issued = { $count ->
   *[other] 已领出 { $count } 件。
}
parts-returned = { $count ->
   *[other] 已还回仓库 { $count } 件。
}
parts-counted = { $part }：账面已更正 { $difference } 件。
parts-counted-same = 账实相符，无需更正。
parts-slip-kept = 已填写的内容会保留：再按“{ $slip }”即可继续。

parts-back-to-list = 返回配件列表
parts-open-ledger = 这个配件的进出记录
parts-made-there = 配件目录里还没有的配件，在“设置 › 配件与保修”中添加。
parts-slip-again = 这是之前没写完的单子。
parts-slip-aside = 之前没写完的单子还留着。
parts-slip-back = 继续写那一张
parts-slip-anew = 另写一张
parts-slip-anew-with = 另写一张：{ $part }
parts-serial-twice = 这个机号已在单子上，每件一个机号。
parts-made-for = { $name }（{ $machines }）
parts-serial = 条码（机号）
parts-serial-each = 该配件按条码逐件管理：每件一行。
parts-serial-quantity = “{ $typed }”是数量吗？该配件按条码逐件管理，每件一行，请扫描或输入条码。若 { $typed } 就是条码，请再按一次回车。
parts-serial-part = “{ $typed }”是料号。请扫描这一件自己的条码；若确实相同，请再按一次回车。
parts-awaited = { $parts } 已到，{ $count } 张工单在等：{ $orders }。
