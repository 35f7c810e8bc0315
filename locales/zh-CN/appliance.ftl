# 产品品类与机器资料。

appliance-water-heater = 电热水器
appliance-gas-water-heater = 燃气热水器
appliance-range-hood = 吸油烟机
appliance-gas-stove = 燃气灶
appliance-air-conditioner = 空调
appliance-washer = 洗衣机
appliance-refrigerator = 冰箱
appliance-dishwasher = 洗碗机
appliance-water-purifier = 净水器
appliance-television = 电视
appliance-small-appliance = 小家电
appliance-oven = 烤箱
appliance-cooker = 灶烤一体机
appliance-dryer = 干衣机
appliance-hob = 电灶
appliance-microwave = 微波炉
appliance-freezer = 冷柜
appliance-other = 其他产品

# Other words for each, between commas: typed into the list they find it.
appliance-water-heater-also = 热水器, 电热, 储水式热水器
appliance-gas-water-heater-also = 热水器, 燃热, 煤气热水器, 壁挂炉
appliance-range-hood-also = 油烟机, 抽油烟机, 烟机
appliance-gas-stove-also = 煤气灶, 灶具, 炉灶, 灶台
appliance-air-conditioner-also = 冷气, 冷气机, 挂机, 柜机, 中央空调, AC
appliance-washer-also = 洗衣, 滚筒
appliance-refrigerator-also = 电冰箱, 雪柜
appliance-dishwasher-also = 洗碗
appliance-water-purifier-also = 净水机, 滤水器, 纯水机, 饮水机
appliance-television-also = 电视机, 彩电, TV
appliance-small-appliance-also = 小电器, 电饭煲, 电水壶, 风扇, 吸尘器
appliance-oven-also = 烤炉, 电烤箱, 嵌入式烤箱
appliance-cooker-also = 集成灶, 烤灶
appliance-dryer-also = 烘干机, 干衣
appliance-hob-also = 电磁炉, 电陶炉, 电磁灶
appliance-microwave-also = 微波
appliance-freezer-also = 冰柜, 冷冻柜, 雪柜
appliance-other-also = 其它, 别的

appliance-category = 品类
appliance-brand = 品牌
appliance-model = 型号
appliance-serial = 机号
appliance-made = 出厂年份
appliance-made-hint = 年份，或使用年数
appliance-purchased = 购买日期
appliance-installed = 安装日期
appliance-shop = 购买商场
appliance-invoice = 发票号
appliance-unknown = 未登记机器
appliance-piece-of = { $piece }（属于 { $whole }）
