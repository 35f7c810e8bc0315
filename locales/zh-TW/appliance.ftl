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

# Other words for each, between commas: typed into the list they find it.
appliance-water-heater-also = 熱水器, 電熱, 儲熱式熱水器
appliance-gas-water-heater-also = 熱水器, 燃氣熱水器, 天然氣熱水器
appliance-range-hood-also = 抽油煙機, 油煙機
appliance-gas-stove-also = 天然氣爐, 爐具, 爐台
appliance-air-conditioner-also = 冷氣, 空調, 分離式, 窗型, AC
appliance-washer-also = 洗衣, 滾筒
appliance-refrigerator-also = 電冰箱, 雪櫃
appliance-dishwasher-also = 洗碗, 烘碗機
appliance-water-purifier-also = 淨水機, 濾水器, 飲水機, RO
appliance-television-also = 電視機, 彩電, TV
appliance-small-appliance-also = 小電器, 電鍋, 電扇, 吸塵器, 熱水瓶
appliance-oven-also = 烤爐, 電烤箱
appliance-cooker-also = 烤爐, 爐烤一體機
appliance-dryer-also = 烘衣機, 烘乾機, 乾衣
appliance-hob-also = 電磁爐, IH 爐, 黑晶爐
appliance-microwave-also = 微波
appliance-freezer-also = 冰櫃, 雪櫃
appliance-other-also = 其它, 別的

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
