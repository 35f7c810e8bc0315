# 費用項目。

charge-labour = 工資
charge-trip = 出勤費
charge-remote = 偏遠地區加成
charge-part = 零件費
charge-other = 其他費用
charge-customer = 客戶付
charge-maker = 原廠付
charge-total = 合計
charge-due = 應收
charge-cash = 實收
charge-free = 免費
charge-no-price = 價格未知（見「設定 › 價格」）
charge-before = 已收過
# $number (text)
charge-with = 已計入 { $number }
charge-waived = 已免收
# $why (text)
charge-waived-because = 免收：{ $why }
charge-means-cash = 現金
charge-means-card = 刷卡或行動支付
charge-means-transfer = 轉帳
