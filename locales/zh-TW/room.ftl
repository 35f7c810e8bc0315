# 左側欄的頁面名稱。
room-today = 今日
room-dispatch = 派工
room-orders = 服務單
room-customers = 客戶
room-parts = 零件
room-callbacks = 回訪
room-inbox = 來信
room-settings = 設定
room-knowledge = 知識庫
