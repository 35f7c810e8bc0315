# Taking an order in during a call.

intake-title = 來電受理
intake-title-complaint = 新客訴
intake-save = 確認受理
intake-clear = 清空重來
intake-taken-in = 服務單 { $number } 已受理。
intake-withdrawn = 受理後立即撤銷
intake-left = { $who } 的受理還沒有填完。
intake-take-up = 繼續填寫
intake-resumed = 這是上次沒有填完的受理，已接著顯示。
intake-begin-empty = 從空白開始
intake-kind = 服務類型
intake-choose = 請選擇
intake-which-address = 選擇地址
intake-new-address = 新地址
intake-which-machine = 選擇機器
intake-new-machine = 另一台機器
intake-fault-hint = 編號、首字母或文字
intake-fault-unknown = 沒有這個故障。請從清單中選一個；選不到就清空，寫在「客戶描述」裡。
intake-description = 客戶描述
intake-day = 承諾日期
intake-day-hint = 23、11-23、+2
intake-time = 承諾時段
intake-time-hint = 14-16
intake-area = 服務區域
intake-area-remote = 偏遠
intake-area-ask = 這個地址不在本網點的服務區域內。請核對區名的寫法；再按一次 F10 照樣受理。
intake-area-outside = 區域外
# $branch (text)
intake-area-theirs = 此地址由網點 { $branch } 負責。
intake-area-none = 此地址不在本網點的任何服務區域內。
intake-price = 報價
intake-price-hint = 選擇商品類別後顯示報價。
intake-no-charge = 此類服務不收費。
intake-parts-extra = 零件費另計。
intake-warranty-hint = 選擇商品類別並填寫購買日期。
intake-household = 客戶家庭
intake-somebody-else = 不是這位客戶
intake-stranger = 尚未找到客戶，儲存時自動建檔。
intake-no-orders = 先前沒有服務單。
intake-cleared = 表單已清空，按 Ctrl+Z 可復原。
intake-about = 這是對服務單 { $number } 的客訴。
intake-elsewhere = 其他網點的客戶
intake-elsewhere-take = 帶入姓名與行政區
# $branch (text)
intake-elsewhere-at = 網點：{ $branch }
# $order (text)
intake-elsewhere-order = 最近服務單 { $order }
intake-repeated = 已有未完成的同類服務單 { $number }（{ $state }），是同一件事嗎？
intake-urge = 催辦
intake-add = 補充到該單
intake-repeated-ask = 已有未完成的同類服務單 { $number }：F8 催辦，F7 補充到該單；再按 F10 另開新單。
intake-out-of = 由來信轉來：「{ $subject }」
# $number (text)
# $day (text)
intake-again = 這台機器 { $day } 修過（{ $number }）。
# $days (number)
intake-again-days = { $days ->
    [0] 今天
   *[other] { $days } 天前
}
# $who (text)
intake-again-by = { $who } 維修
# $parts (text)
intake-again-parts = 換件：{ $parts }
intake-again-no-parts = 未換件
intake-again-links = 新服務單將作為返修關聯到該單。
