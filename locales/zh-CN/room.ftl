# 左侧栏的房间名。
room-today = 今日
room-dispatch = 派工
room-orders = 工单
room-customers = 客户
room-parts = 配件
room-callbacks = 回访
room-inbox = 来信
room-settings = 设置
room-knowledge = 知识库
