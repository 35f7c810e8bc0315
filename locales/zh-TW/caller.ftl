# 來電列：一個框找到一切。
caller-hint = 電話、姓名、拼音、地址、機號、單號
caller-new = 為此來電新增服務單
# $count (number)
caller-open-orders = { $count } 張未完
# $number (text)
# $who (text)
caller-rings = 來電 { $number }：{ $who }
caller-unknown = 檔案中沒有
# $count (number)
caller-several = { $count } 份檔案
caller-show = 檢視
# $branch (text)
# $who (text)
caller-elsewhere = { $branch } 有檔案：{ $who }
