# 匯入其他系統的試算表。

import-title = 匯入試算表
import-intro = 請選擇舊系統匯出的試算表。確認預覽之前不會寫入任何資料。
import-choose = 選擇試算表檔案…
import-formats = Excel（.xlsx、.xls）、OpenDocument（.ods）、CSV 或文字檔；UTF-8、UTF-16、GB18030、Big5、Windows-1252 皆可
import-mapping = 欄位對應
import-mapping-name = 對應方案名稱
import-mapping-saved = 已存方案
import-sample = 範例
import-leave-out = 不匯入
import-dry-run = 試匯入
import-run = 開始匯入
import-created = 新增
import-updated = 更新
import-unchanged = 無變更
import-errors = 有錯誤
import-summary = 新增 { $created }，更新 { $updated }，無變更 { $unchanged }，錯誤 { $errors }
import-dry-run-done = 這是試匯入，尚未寫入任何資料。按 F10 正式匯入。
import-done = 匯入完成。
import-error-file = 錯誤列已存入 { $file }。請更正後匯入該檔案。
import-undone = 已撤回 { $count } 筆資料
import-history = 匯入紀錄
import-rehearsal-stopped = 試匯入已停止：讀了 { $rows } 列，約佔檔案的 { $percent }%。未寫入任何資料。
import-stopped = 匯入已停止：讀了 { $rows } 列，約佔檔案的 { $percent }%。已寫入的部分可以復原。

import-not-a-table = 這個檔案不是表格。請選擇活頁簿（.xlsx、.xls、.ods）、CSV 或文字檔。
import-workbook-damaged = 這個活頁簿讀不出來：檔案已損壞，或並不是活頁簿。請用原來的程式開啟、另存一份，再選一次。
import-workbook-locked = 這個活頁簿有密碼保護。請取消密碼另存一份，再選一次。
import-workbook-large = 這個活頁簿太大，一次讀不下。請把其中的工作表另存為 CSV，再選那個檔案。
# $name (text)
# $sheets (text)
import-sheet-unknown = 這個活頁簿裡沒有「{ $name }」工作表。有：{ $sheets }。
import-sheet = 工作表
import-spreadsheets = 試算表
# $count (number)
import-cut-short = { $count } 列裡有過長的文字，已截短。
# $count (number)
import-not-noted = { $count } 列說的是已有的服務單，其中的備註、師傅或付款沒有重新記下。
import-empty = 檔案是空的，請選擇其他檔案。
import-fields-missing = 以下欄位尚未對應：{ $fields }。
import-line-fault = 第 { $line } 列：{ $why }
import-fault-twice = 前面已有一行是這個單號
import-fault-another = 前面已有一列是同一客戶、但姓名不同；{ $name } 可能是另一個人
import-fault-person-twice = 前面已有一列是同一個人；同名的人請用工號區分
import-fault-part-twice = 前面已有一列是同一零件
import-fault-long = 「{ $column }」超過 { $limit } 個字
import-fault-range = 「{ $column }」：{ $value } 太小或太大
import-fault-elsewhere = 「{ $column }」：{ $value } 已在別處，或已在客戶處
import-fault-cross = 「{ $column }」：{ $value } 可能是「是」，也可能是「否」；請寫明
import-broken = 檔案從第 { $line } 列起讀不下去：檔案在此處損壞，或磁碟出錯。後面的內容沒有匯入。請用原來的程式開啟、另存一份，再匯入。
# $fields (text)
import-fault-nothing = 無從處理：{ $fields }都是空的
import-fault-encoding = 「{ $column }」含有與編碼不符的字元
import-fault-cells = 有 { $found } 格，但只有 { $expected } 個欄位名稱
import-fault-columns = 超過 { $limit } 欄
import-fault-cut = 檔案在此列中間中斷
import-fault-blank = 「{ $column }」為空白
import-fault-date = 「{ $column }」：{ $value } 不是日期
import-fault-day-or-month = 「{ $column }」：{ $value } 分不清月和日，請在各欄旁邊選日期順序（--days），或寫成 2024-03-05
import-fault-negative = 「{ $column }」：{ $value } 是負數
import-fault-number = 「{ $column }」：{ $value } 不是數字
import-fault-phone = 「{ $column }」：{ $value } 不是電話號碼
import-fault-value = 「{ $column }」：{ $value } 沒有對應的意義

import-field-key = 原系統編號
import-field-customer = 客戶姓名
import-field-phone = 電話
import-field-address = 地址
import-field-town = 縣市
import-field-branch = 網點
import-field-service = 服務類別
import-field-category = 商品類別
import-field-brand = 品牌
import-field-model = 型號
import-field-serial = 機號
import-field-age = 使用年數
import-field-made = 出廠年份
import-field-purchased = 購買日期
import-field-received = 受理日期
import-field-finished = 完工日期
import-field-fault = 故障情形
import-field-result = 處理結果
import-field-barrier = 未修復原因
import-field-technician = 師傅
import-field-amount = 收費
import-field-paid = 付款
import-field-remark = 備註

import-fault-unreadable = 這一列無法讀取
import-line = 列號
import-reason = 原因
import-error-suffix = 未匯入
import-file = 檔案
import-looking = 正在查看檔案…
import-running = 正在匯入…
import-rehearsing = 正在試匯入，不會寫入任何資料…
import-rehearse-first = 先試匯入看結果；之後再按 F10 才會寫入。
import-no-dialog = 系統的檔案對話框沒有回應。請直接輸入資料夾和檔名，再按 Enter。
import-nothing = 尚未選擇檔案
import-nothing-how = 輸入路徑後按 Enter，或按 Ctrl+O 選擇。這裡會顯示它的欄和前幾列。
# $count (number)
import-columns = { $count } 欄
import-mapping-hint = 以此名稱儲存後，欄名相同的表格會自動沿用。
import-taken-back = 已撤回
# $name (text)
import-mapping-misfit = 對應方案「{ $name }」是為其他欄的試算表建立的，請為此試算表另取名稱。
# $name (text)
import-mapping-new = 之前沒有對應方案「{ $name }」：已自動推測各欄，並以此名稱儲存。
# $name (text)
import-mapping-unknown = 還沒有對應方案「{ $name }」：各欄為自動推測。
# $why (text)
# $run (text)
import-cut = { $why }匯入就此中斷；用 branchdesk import --undo { $run } 可撤回已匯入的部分。
import-mapping-taken = 已有另一個名為「{ $name }」的對應方案，請換一個名稱。
import-mapping-replace-title = 覆寫對應方案「{ $name }」？
import-mapping-replace-words = 已有一個同名的對應方案，欄或欄位與此不同。儲存後原來的將不再保留。
import-mapping-replace = 覆寫並匯入
import-mapping-none = 未採用
import-mapping-others = 另有 { $count } 個適用於其他欄的表格。
import-number = 編號
import-when = 時間
import-outcome = 結果
import-undo-of = 復原第 { $run } 次匯入
import-unfinished = 表格中有 { $count } 單沒有完結，最早的是 { $day }：{ $open } 單按未完結，{ $history } 單作為已結歷史。
import-unfinished-undated = 表格中有 { $count } 單沒有完結：{ $open } 單按未完結，{ $history } 單作為已結歷史。
import-left-unfinished = 原系統中沒有完結，作為歷史匯入
import-result-unknown = 原系統裡不知道結果
import-unfinished-title = 沒有完結的服務單
import-unfinished-recent = 近一年的保留未完結
import-unfinished-open = 全部保留未完結
import-unfinished-history = 全部作為歷史
import-unfinished-since = 從某日起…
import-unfinished-day = 從哪天起仍未完結
# $figures (text)
# $words (text)
import-unfinished-day-hint = 如 { $figures }，或 { $words }
import-unfinished-how = 未完結的會馬上出現在「今日」和派工板上；歷史可以查找、列印，不會有人等著處理。
import-fees = 已完成服務單的費用
import-fees-owed = 尚未付款
import-fees-paid = 已付清
import-fees-noted = 只作備註
import-fees-how = 表格沒有寫是否付款的欄。「尚未付款」：保留未完結那段時間的服務單算欠款，列在「服務單 › 欠款」中。狀態裡寫明已付或未付的，以狀態為準。
import-days = 日期順序
import-days-day-first = 日/月/年（31/12/2024）
import-days-month-first = 月/日/年（12/31/2024）
import-days-unclear = 看不出，請選
import-days-refused = 03/04/2024 這樣的日期會被拒絕
import-undoing = 正在復原匯入…
import-undo-title = 復原第 { $run } 次匯入？
import-undo-confirm = 復原
import-undo-words = { $file } 匯入了 { $households } 戶客戶、{ $orders } 張服務單，連同所屬內容共 { $records } 筆記錄。之後沒有人動過的會刪除或恢復原樣，其餘保留。
import-undo-stopped = 已停止：復原了 { $records } 筆記錄，其餘仍在。再按「復原第 { $run } 次匯入」可繼續。
import-undo-kept = 有 { $kept } 筆之後被改動過，予以保留。
import-untaken = 未匯入的欄：{ $columns }。可在下面為它們選欄位，或隨每張服務單記為備註。
import-untaken-noted = 隨每張服務單記為備註的欄：{ $columns }。
import-untaken-told = 未匯入的欄：{ $columns }
import-untaken-note = 其餘的欄隨每張服務單記為備註
import-words = 「{ $column }」欄中各詞的含義
import-words-how = 還沒有含義的詞，所在的列會被拒絕。所選含義隨方案儲存。
import-words-open = 尚未完成
import-words-to-call = 已完成，待回訪
import-words-closed = 已完成並結單
import-words-paid = 已完成，已付款
import-words-owed = 已完成，未付款
import-words-cancelled = 沒有做：已取消
import-words-unknown = 已結束，結果不明
import-words-none = 尚未選擇
import-refused = 有錯誤的列
import-refused-row = 該列內容
import-refused-more = 這裡顯示前 { $count } 列；另有 { $more } 列在檔案中。
import-no-rows = 只有欄位名稱，下面沒有資料。請選擇有資料的檔案。
import-misnamed = 檔名是活頁簿，內容卻是文字（{ $encoding }），以文字讀取。
import-assigned = { $count ->
   *[other] 已依試算表把 { $count } 張預約單派給師傅，時間仍需與客戶約定。
}
import-assigned-past = { $count ->
   *[other] { $count } 張未完工的單原定日期已過，試算表裡的派工沒有帶入，現為待派工。
}
import-technicians-unknown = 本網點沒有叫 { $names } 的師傅：他們的預約單等待派工。請在「設定 › 人員」中登錄，再匯入同一份試算表。
import-charged = { $count ->
   *[other] 有 { $count } 張已完工的單帶入收費
}，共 { $amount }。
import-paid = { $count ->
   *[other] 帶入收款 { $count } 筆
}，共 { $amount }。
import-sample-row = 第 { $number } 列
import-sample-column = 欄位
import-owing = { $count ->
   *[other] 有 { $count } 張已完工的單尚未付款
}，共 { $amount }，列在「服務單 › 欠款」中。
import-refused-later = 正式匯入時會寫入試算表旁邊的檔案。
import-machines-how = 同一家庭、沒有機號、類別、品牌、型號都相同的列視為同一台機器；使用年數不同，或兩張未完的單寫明同一型號時，算兩台。
import-fault-to-come = 「{ $column }」：{ $value } 還沒到，服務單卻已完工
import-services = 依服務類別：{ $kinds }。

import-list = 每一列是什麼
import-list-jobs = 服務單（連同住戶和機器）
import-list-customers = 客戶
import-list-appliances = 客戶的機器
import-list-staff = 服務站人員
import-list-parts = 零件目錄
import-list-stock = 期初庫存
import-match = 以什麼認作同一個
import-match-usual = 電話和姓名；沒有電話時按姓名和地址
import-match-usual-staff = 工號；沒有工號時按姓名
import-match-usual-part = 零件編號
import-match-usual-stock = 零件編號和存放地點
import-match-phone = 只按電話
import-match-address = 姓名和地址
import-match-number = 客戶編號
import-match-serial = 機器的序號
import-match-name = 只按姓名
import-match-barcode = 條碼
import-match-how = 相同的只更新，不重複建立；本服務站自己寫的內容保留。
import-encoding = 編碼
import-separator = 儲存格之間
import-separator-comma = 逗號
import-separator-tab = 定位字元
import-separator-semicolon = 分號
import-separator-bar = 直線
import-unit-piece = 個
import-field-customer-number = 客戶編號
import-field-phone-second = 備用電話
import-field-organisation = 是否公司
import-field-level = 客戶等級
import-field-birthday = 生日
import-field-language = 語言或方言
import-field-consent = 同意聯絡
import-field-refused = 拒絕的方式
import-field-installed = 安裝日期
import-field-shop = 購買通路
import-field-invoice = 發票號碼
import-field-badge = 工號
import-field-staff = 姓名
import-field-roles = 職務
import-field-skills = 會修的品類
import-field-left = 是否離職
import-field-part-number = 零件編號
import-field-part-name = 零件名稱
import-field-unit = 單位
import-field-price = 單價
import-field-barcode = 條碼
import-field-fits = 適用品類
import-field-serialised = 每件有序號
import-field-quantity = 數量
import-field-place = 存放地點
import-fault-digits = 「{ $column }」：{ $value } 的尾數被試算表弄丟了，請從原始資料補上
import-fault-phones = 「{ $column }」：{ $value } 是多個號碼，請把第二個放在單獨一欄
import-fault-badge = 工號 { $badge } 是別人的
import-fault-part-taken = { $part } 已是另一個零件的編號或條碼
import-fault-part-unknown = 沒有零件 { $part }：請先匯入零件目錄
import-undo-words-plain = { $file } 匯入了 { $records } 筆記錄。之後沒有人更動或用過的會收回或恢復原樣，其餘保留。
