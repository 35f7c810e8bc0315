# 费用项目。

charge-labour = 人工费
charge-trip = 上门费
charge-remote = 远程费
charge-part = 配件费
charge-other = 其他费用
charge-customer = 客户付
charge-maker = 厂家付
charge-total = 合计
charge-due = 应收
charge-cash = 实收
charge-free = 免费
charge-no-price = 价格未知（见“设置 › 价格”）
charge-before = 已收过
# $number (text)
charge-with = 已计入 { $number }
charge-waived = 已免收
# $why (text)
charge-waived-because = 免收：{ $why }
charge-means-cash = 现金
charge-means-card = 微信、支付宝或刷卡
charge-means-transfer = 转账
