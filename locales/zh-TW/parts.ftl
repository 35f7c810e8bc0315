# 零件：各庫位存量，以及出入庫單。

parts-title = 零件
parts-vans = 車存
parts-others = 其他
parts-short = 缺 { $count }
parts-some-short = { $count ->
   *[other] 有 { $count } 種零件出現負庫存：用掉的比收進的多，請盤點更正（F7）。
}
parts-none = 還沒有零件入庫
parts-none-how = 先把貨架上現有的零件入庫（F3），勾選「期初」；以後到貨也這樣入庫。
parts-none-found = 沒有符合的零件
parts-none-found-how = 清空篩選，或輸入料號、名稱、拼音字首的一部分。
parts-no-moves = 這項零件還沒有出入庫紀錄。
parts-price = { $price }/{ $unit }
parts-price-each = 每件 { $price }

parts-column-when = 時間
parts-column-what = 摘要
parts-column-way = 去向
parts-column-count = 數量
parts-column-after = 結存

parts-receive = 入庫
parts-issue = 領用
parts-return = 還件
parts-count = 盤點更正
parts-opening = 期初
parts-where = 庫位
parts-counted-label = 實盤數
parts-hint = 掃碼，或料號、名稱
parts-lies = { $place }：{ $count }

parts-received = { $count ->
   *[other] 已入庫 { $count } 件。
}
parts-issued = { $count ->
   *[other] 已領出 { $count } 件。
}
parts-returned = { $count ->
   *[other] 已還回倉庫 { $count } 件。
}
parts-counted = { $part }：帳面已更正 { $difference } 件。
parts-counted-same = 帳實相符，無需更正。
parts-slip-kept = 已填寫的內容會保留：再按「{ $slip }」即可繼續。

parts-back-to-list = 返回零件清單
parts-open-ledger = 這個零件的進出紀錄
parts-made-there = 零件目錄裡還沒有的零件，在「設定 › 零件與保固」中新增。
parts-slip-again = 這是先前沒寫完的單子。
parts-slip-aside = 先前沒寫完的單子還留著。
parts-slip-back = 繼續寫那一張
parts-slip-anew = 另寫一張
parts-slip-anew-with = 另寫一張：{ $part }
parts-serial-twice = 這個機號已在單子上，每件一個機號。
parts-made-for = { $name }（{ $machines }）
parts-serial = 條碼（機號）
parts-serial-each = 此零件按條碼逐件管理：每件一行。
parts-serial-quantity = 「{ $typed }」是數量嗎？此零件按條碼逐件管理，每件一行，請掃描或輸入條碼。若 { $typed } 就是條碼，請再按一次 Enter。
parts-serial-part = 「{ $typed }」是料號。請掃描這一件自己的條碼；若確實相同，請再按一次 Enter。
parts-awaited = { $parts } 已到，{ $count } 張服務單在等：{ $orders }。
