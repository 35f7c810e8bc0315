# 库位、成色、归属与出入库原因。

stock-store = 仓库
stock-van = { $technician }的车存
stock-van-unknown = 师傅车存
stock-faulty-store = 旧件库
stock-transit = 在途
stock-supplier = 供货方
stock-customer = 客户处
stock-scrap = 报废
stock-adjustment = 盘点
stock-good = 良品
stock-faulty = 不良品
stock-office = 网点自有
stock-headquarters = 总部寄存
stock-opening = 期初
stock-received = 入库
stock-issued = 领用
stock-returned = 还件
stock-used = 上门使用
stock-removed = 拆回旧件
stock-counted = 盘点更正
stock-reversed = 冲销
