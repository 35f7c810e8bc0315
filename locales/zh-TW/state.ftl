# 服務單、到府、回訪的狀態。

state-draft = 草稿
state-ready = 待派工
state-assigned = 已派工
state-booked = 已預約
state-on-site = 處理中
state-waiting-part = 待料
state-waiting-appraisal = 待鑑定
state-done = 已完工
state-sheet-in = 已回單
state-called-back = 已回訪
state-closed = 已結單
state-settled = 已結算
state-cancelled = 已取消
state-exception = 異常
state-registered = 已登記
state-routed = 答覆中
state-answered = 已答覆
state-accepted = 客戶認可
state-rejected = 客戶不認可
state-open = 待答覆
state-converted = 已轉單
state-loaded = 已裝車
state-delivered = 已送達
state-failed = 未送達
state-delivery-ready = 待出貨
state-consultation-closed = 已辦結

state-visit-planned = 待到府
state-visit-printed = 已列印
state-visit-ended = 已結束
state-visit-void = 作廢

state-callback-trying = 已撥 { $count } 次
state-callback-reached = 已接通
state-callback-no-answer = 無人接聽
state-callback-unreachable = 聯絡不上
state-callback-waived = 免回訪
