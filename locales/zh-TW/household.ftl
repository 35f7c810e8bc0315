# A customer’s file.

household-person = 客戶
household-orders = 服務單
household-letters = 信函
household-since = 建檔 { $day }
household-new-order = 新增服務單
household-order-for-machine = 為這台機器開單
household-add-address = 新增地址
household-add-machine = 新增電器
household-edit-person = 修改客戶
household-edit-address = 修改地址
household-edit-machine = 修改電器
household-no-machines = 還沒有登記電器。可在此新增，下一張服務單也會自動登記。
household-no-addresses = 還沒有地址。
household-no-orders = 還沒有服務單。按 N 受理第一張。
household-no-letters = 還沒有寄過信函。
household-first = 這裡還有未儲存的內容，請先按 F10 儲存，或按 Esc 放棄。
household-saved = 檔案已儲存。
household-year = { $years ->
    [0] 未滿 1 年
   *[other] { $years } 年
}
household-serial = 機號 { $serial }
household-nickname = 俗稱 / 位置
household-at = 安裝地址
household-orders-part = 僅顯示最近 { $count } 單，其餘請在服務單清單中依姓名查找。
household-made = { $year } 年製造
household-invoice = 發票 { $number }
household-erase = 清除此人資料
household-erase-title = 清除{ $name }的資料
household-erase-why = 原因
household-erase-why-missing = 繼續前請選擇原因。
household-erase-goes = 將清除：姓名、電話、備註、地址（{ $addresses } 個，只留鄉鎮市區）、機器的序號和發票號碼（{ $machines } 台）、信件（{ $letters } 封），以及所有關於此人的備註。
household-erase-stays = 為帳務保留：服務單（{ $orders } 張）的單號、狀態、日期、零件和金額，不留姓名。
household-erase-go-on = 繼續
household-erase-sure = 永久清除{ $name }的資料？
household-erase-never = 清除後無法復原：Ctrl+Z、網點其他電腦和總公司都找不回來。
household-erase-backups = 先前的備份、列印的單據和另存的檔案裡仍有這些資料。
household-erase-now = 清除
household-erased = 已清除。總公司和其他電腦在下次交換時照辦。
household-erased-on = { $day } 已清除。{ $why }。
household-part-of = 所屬主機
household-stands-alone = 獨立機器
household-last-job = 上次服務
household-promised = 已約時間
household-open = 未完服務單
household-late = 已逾時
household-repaired = 近期維修
household-mind = 家庭備註
# $count (number)
household-more-open = 另有 { $count } 單
# $language (text)
household-speaks = 講{ $language }
household-birthday-today = 今天生日
# $days (number)
household-birthday-in = { $days ->
    [1] 明天生日
   *[other] { $days } 天後生日
}
# $count (number)
household-waits = { $count } 封來信待回覆
household-family = 家庭變化
household-family-none = 還沒有紀錄。
household-urge-none = 沒有可催辦的服務單。
