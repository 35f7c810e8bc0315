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
