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
household-part-of = 所屬主機
household-stands-alone = 獨立機器
