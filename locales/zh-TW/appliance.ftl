# 商品類別與機器資料。

appliance-water-heater = 電熱水器
appliance-gas-water-heater = 瓦斯熱水器
appliance-range-hood = 排油煙機
appliance-gas-stove = 瓦斯爐
appliance-air-conditioner = 冷氣機
appliance-washer = 洗衣機
appliance-refrigerator = 冰箱
appliance-dishwasher = 洗碗機
appliance-water-purifier = 淨水器
appliance-television = 電視
appliance-small-appliance = 小家電
appliance-oven = 烤箱
appliance-cooker = 爐連烤
appliance-dryer = 乾衣機
appliance-hob = 電陶爐
appliance-microwave = 微波爐
appliance-freezer = 冷凍櫃
appliance-other = 其他商品

appliance-category = 商品類別
appliance-brand = 品牌
appliance-model = 型號
appliance-serial = 機號
appliance-made = 出廠年份
appliance-made-hint = 年份，或使用年數
appliance-purchased = 購買日期
appliance-installed = 安裝日期
appliance-shop = 購買門市
appliance-invoice = 發票號碼
appliance-unknown = 未登錄機器
appliance-piece-of = { $piece }（屬於 { $whole }）
