# 检测项目，单位由程序加在后面。

reading-voltage = 电压
reading-current = 运行电流
reading-outlet-temperature = 出风温度
reading-refrigerant-pressure = 低压侧压力
reading-gas-pressure = 燃气压力
reading-water-pressure = 水压
reading-insulation = 绝缘电阻
reading-dissolved-solids = TDS
reading-inside-temperature = 箱内温度
