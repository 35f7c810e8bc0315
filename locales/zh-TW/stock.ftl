# 庫位、狀態、歸屬與異動原因。

stock-store = 倉庫
stock-van = { $technician }的車存
stock-van-unknown = 師傅車存
stock-faulty-store = 舊件庫
stock-transit = 在途
stock-supplier = 供應商
stock-customer = 客戶處
stock-scrap = 報廢
stock-adjustment = 盤點
stock-good = 良品
stock-faulty = 不良品
stock-office = 網點自有
stock-headquarters = 總公司寄存
stock-opening = 期初
stock-received = 進貨
stock-issued = 領料
stock-returned = 退料
stock-used = 到府使用
stock-removed = 拆回舊件
stock-counted = 盤點更正
stock-reversed = 沖銷
