# 信函用途與信函格式用語。

letter-thanks = 服務致謝
letter-complaint-answer = 客訴回覆
letter-maintenance-due = 保養通知

letter-dear = { $name } 您好：
letter-dear-customer = 親愛的客戶您好：
letter-our-ref = 字號
letter-date = 日期
letter-subject = 主旨
letter-about-order = 關於您的服務單 { $number }
letter-closing = 敬祝　闔家平安
letter-enclosure = 附件
