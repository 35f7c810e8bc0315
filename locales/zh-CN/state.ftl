# 工单、上门、回访的状态。

state-draft = 草稿
state-ready = 待派工
state-assigned = 已派工
state-booked = 已预约
state-on-site = 处理中
state-waiting-part = 待件
state-waiting-appraisal = 待鉴定
state-done = 已完工
state-sheet-in = 已收单
state-called-back = 已回访
state-closed = 已结单
state-settled = 已结算
state-cancelled = 已取消
state-exception = 异常
state-registered = 已登记
state-routed = 答复中
state-answered = 已答复
state-accepted = 客户认可
state-rejected = 客户不认可
state-open = 待答复
state-converted = 已转单
state-loaded = 已装车
state-delivered = 已送达
state-failed = 未送达
state-delivery-ready = 待送货
state-consultation-closed = 已办结

state-visit-planned = 待上门
state-visit-printed = 已打单
state-visit-ended = 已结束
state-visit-void = 作废

state-callback-trying = 已拨 { $count } 次
state-callback-reached = 已接通
state-callback-no-answer = 无人接听
state-callback-unreachable = 无法联系
state-callback-waived = 免回访
