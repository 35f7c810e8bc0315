# A person or organisation, and where they live.

customer-name = 姓名
customer-organisation = 公司行號
customer-phone = 電話
customer-phone-label = 稱呼
customer-add-phone = 新增電話
customer-province = 省份
customer-city = 縣市
customer-district = 區
customer-street = 里 / 鄉鎮
customer-detail = 路名門牌、樓層、室號
customer-postcode = 郵遞區號
customer-address = 地址
customer-addresses = 地址
customer-address-note = 到府提示
customer-note = 備註
customer-language = 語言 / 方言
customer-birthday = 生日
customer-birthday-hint = 例如 1980-05-17；不知年份時填 5-17
customer-refused = 拒絕聯絡方式
customer-machines = 家中電器
customer-open = 未完
customer-new = 新增客戶
customer-search = 電話、姓名、拼音、地址、機號、單號
customer-total = { $count } 位客戶
customer-shown = 顯示最新 { $count } 位，共 { $total } 位。
customer-found = 找到 { $count } 位
customer-found-first = 只顯示前 { $count } 位，請再多輸入一些
customer-none = 還沒有客戶
customer-none-how = 接到第一通來電時會自動建檔；舊客戶表可按 Ctrl+K 選「匯入」帶進來。
customer-not-found = 沒有找到
customer-not-found-how = 試試少輸幾碼、姓名首字母，或地址的一部分。
customer-matched = 符合
customer-phone-of = { $number }（{ $label }）
customer-remove-phone = 刪除此電話
customer-nobody = 未留姓名
customer-owes = 欠 { $amount }
customer-phone-gone = 已停用
# $day (text)
customer-phone-gone-since = { $day } 起停用
customer-gone = 已停用
customer-since-day = 自何日
customer-moved = 已搬離
# $day (text)
customer-moved-since = { $day } 搬離
