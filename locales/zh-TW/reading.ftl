# 檢測項目，單位由程式加在後面。

reading-voltage = 電壓
reading-current = 運轉電流
reading-outlet-temperature = 出風溫度
reading-refrigerant-pressure = 低壓側壓力
reading-gas-pressure = 瓦斯壓力
reading-water-pressure = 水壓
reading-insulation = 絕緣電阻
reading-dissolved-solids = TDS
reading-inside-temperature = 箱內溫度
