# 多聯單各聯名稱。

copy-office = 服務站存根聯
copy-customer = 客戶收執聯
copy-finance = 會計聯
copy-headquarters = 總公司聯
