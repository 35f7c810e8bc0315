# 联系许可与客户等级。

consent-call = 电话
consent-letter = 信函
consent-message = 短信
consent-email = 电子邮件
consent-refused-list = 已拒绝：{ $channels }
consent-ordinary = 普通客户
consent-vip = VIP 客户
