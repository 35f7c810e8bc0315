# 聯絡同意與客戶等級。

consent-call = 電話
consent-letter = 信函
consent-message = 簡訊
consent-email = 電子郵件
consent-refused-list = 已拒絕：{ $channels }
consent-ordinary = 一般客戶
consent-vip = VIP 客戶
