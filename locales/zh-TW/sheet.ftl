# 回單：未繳回的單子，以及與紙單同序的登錄表。

sheet-title = 回單登錄
sheet-number = 單號
sheet-entered-today = 今日已登錄
sheet-pace = 秒/張
sheet-left = 未繳回

sheet-waiting = 要登錄哪一張？
sheet-waiting-how = 掃描派工單上的條碼，或輸入右上角的單號，只輸入末幾碼也可以，按 Enter 開啟。

sheet-out = 未繳回的派工單
sheet-none-out = 單子都繳回來了
sheet-none-out-how = 派工單自到府當日起列在這裡，登錄後消失。
sheet-column-age = 已過
sheet-column-number = 單號
sheet-column-technician = 師傅
sheet-column-customer = 客戶
sheet-days = { $days ->
    [0] 今天
   *[other] { $days } 天
}

sheet-cash-today = 今日現金
sheet-no-cash = 今天還沒有登錄回單。
sheet-brought = 應繳現金
sheet-cash-only = 依回單計算，只含現金：師傅應繳的現金
sheet-other-means = 掃碼、轉帳 { $amount }
sheet-technician = { $name }（{ $sheets } 張）
sheet-less = 比應收少 { $amount }
sheet-still-owed = 客戶尚欠 { $amount }
sheet-more = 比應收多 { $amount }

sheet-trip = 第 { $ordinal } 次到府
sheet-before = 這是先前登錄的內容，改正有誤之處，按 F10 儲存。
sheet-day = 到府日期
sheet-time-hint = 時間如 0930
sheet-before-order = 這張單 { $time } 才受理，請核對日期和時間。
# $time (text)
sheet-early = 這張單 { $time } 才受理，是先上門後登記的嗎？
sheet-outcome-hint = 按 1 至 6
sheet-code-hint = 代碼、拼音字首或文字
sheet-reading-range = 只能在 { $least } 與 { $most } 之間，請核對紙單。
sheet-part = 零件
sheet-part-hint = 掃碼，或輸入料號、名稱、字首；*2 為兩件；空行按 Enter 略過
sheet-remove-line = 刪除這一行
sheet-van-and-store = 車存 { $van } · 倉庫 { $store }
sheet-from-store = 車存 { $van }，另 { $missing } 件隨本單從倉庫領出。
sheet-nobody-has = 車存 { $van }、倉庫 { $store }，不夠用。可以儲存，倉庫將記為負數，請儘快盤點。
sheet-maker-pays = 原廠付 { $amount }
sheet-write-why = { $difference }。請在備註寫明原因；再按一次 F10 則照此儲存。
sheet-not-ticked = 未勾選
sheet-aside = 先放著

sheet-saved = { $number } 已登錄，服務單現為「{ $state }」。
sheet-doubt-cash = 應收 { $due }，實收 { $cash }，請核對。
sheet-doubt-never-came = { $part }：條碼為 { $serial } 的件沒有入過庫，請查明來源。
sheet-serial-never-came = 沒有條碼為 { $serial } 的件入過庫，請核對；確實裝了這件，請再按一次 Enter。
sheet-serial-twice = 這個條碼已在回單上，每件一個條碼。
sheet-doubt-short = { $part }：倉庫現為 { $left }，請盤點。
sheet-type-it-yourself = 填入「其他費用」
sheet-foreign-part = 零件不是本網點庫存
sheet-which-part = 換了哪個零件？如果不是本網點庫存，請按 F7。
sheet-waive = 免收出勤費與偏遠加成
sheet-waive-why = 免收原因
sheet-doubt-fare = 當天的出勤費原由本單收取，現計入 { $number }：{ $amount }，請向客戶補收。
sheet-required = { $label } *
sheet-part-needed = 缺的零件
sheet-part-unknown = 還不知道缺哪個零件
sheet-which-part-needed = 缺哪個零件？還不知道請按 F7。
sheet-built-in = 已裝上
sheet-foreign-free = 非本網點庫存
sheet-time-wrong = { $time }：{ $why }
