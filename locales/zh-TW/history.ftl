# 客戶時間軸。

history-title = 時間軸
history-show = 時間軸
history-orders = 只看服務單
history-all-machines = 全部電器
history-none = 還沒有紀錄。
history-day = 日期
history-what = 事項
history-said = 詳情
history-by = 經辦人
history-visit = 到府
history-call = 回訪
history-letter = 信函
history-asked = 來信
history-bought = 購買
history-installed = 安裝
history-registered = 銷售登記
history-joined = 合併檔案
history-number = 停用號碼
history-moved = 已搬離
# $seller (text)
history-sold-by = 銷售員 { $seller }
