# 存成檔案的清單。

export-title = 把這份清單存成檔案
export-person = 把此人的全部資料存成檔案
export-workbook = Excel 活頁簿
export-text = CSV 文字
export-saving = 正在儲存清單…
export-none = 這裡沒有可儲存的清單。
export-what = 內容
export-field = 欄位
export-value = 值
export-day = 日期
export-time = 時間
export-urgent = 緊急
export-yes = 是
export-no = 否
export-done = 已儲存 { $count } 列：{ $file }
