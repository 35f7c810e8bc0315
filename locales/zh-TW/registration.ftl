# 銷售登記。

registration-title = 銷售登記率
registration-reported = 已回報銷售登記
registration-new = 登記銷售
registration-seller = 銷售員
registration-grade = 購買時評價
registration-grade-none = 未問
registration-shop = 門市
registration-count = 已登記
# $registered (number)
# $sold (number)
registration-of = { $registered } / { $sold }
registration-rate = 登記率
registration-nobody = 未記銷售員
registration-none = 還沒有寫明門市的電器。在客戶檔案中按 F9 登記銷售。
registration-how = 已知在該處購買的電器中，回報過銷售登記的台數。
