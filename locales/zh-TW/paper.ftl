# 列印用語：派工單、信函、清單。

paper-job-sheet = 派工單
paper-copy-mark = 補印 第{ $copy }次
paper-continued = { $number }（續）
paper-page = 第 { $page } 頁 共 { $pages } 頁
paper-hotline = 服務專線 { $phone }
paper-sign-note = 客戶簽名即確認以上服務內容與收費。
paper-printed = 列印時間 { $time }

paper-visit = 到府
paper-kind = 服務類型
paper-appointment = 到府時間
paper-technician = 到府師傅

paper-customer = 客戶
paper-name = 姓名
paper-phones = 電話
paper-address = 地址
paper-note = 備註

paper-machine = 用戶機
paper-category = 商品類別
paper-brand = 品牌
paper-model = 型號
paper-serial = 機號
paper-purchased = 購買日期
paper-installed = 安裝日期
paper-verdict = 保固
paper-verdict-reason = 判定依據

paper-fault = 報修
paper-fault-reported = 故障現象
paper-fault-code = 故障代碼
paper-description = 客戶描述
paper-quote = 已告知客戶的價格
paper-history = 以往到府

paper-by-hand = 以下由師傅現場填寫，回單按編號順序登錄
paper-result = 結果
paper-arrived = 到達時間
paper-ended = 完工時間
paper-time-hint = 　日　　時　　分
paper-outcome = 到府結果
paper-fault-found = 故障代碼
paper-cause = 原因代碼
paper-measure = 措施代碼
paper-readings = 檢測數據

paper-parts = 用件
paper-part-number = 料號
paper-part-name = 名稱規格
paper-part-issued = 領用
paper-part-used = 實用
paper-part-serial = 新件條碼
paper-part-old-back = 舊件交回

paper-charges = 收費
paper-other-charge = 其他
paper-total = 合計（元）
paper-total-words = 合計（大寫）
paper-total-words-hint = 　　萬　　仟　　佰　　拾　　元　　角　　分
paper-cash = 實收（元）
paper-cash-hint = 現金 · 刷卡 · 轉帳
paper-due = 客戶應付（不含零件）
paper-borne = 其中{ $fare } 計入 { $number }

paper-confirmation = 確認
paper-satisfaction = 客戶滿意度
paper-remarks = 師傅備註
paper-customer-signature = 客戶簽名
paper-technician-signature = 師傅簽名
paper-signed-on = 日期
paper-date-hint = 　　年　　月　　日

paper-order-number = 編號
paper-date = 日期
paper-letters = 信函
paper-job-sheets = 派工單
paper-rows = 共 { $count } 筆
