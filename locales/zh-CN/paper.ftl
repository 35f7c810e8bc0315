# 打印用语：派工单、信函、清单。

paper-job-sheet = 派工单
paper-copy-mark = 补打 第{ $copy }次
paper-continued = { $number }（续）
paper-page = 第 { $page } 页 共 { $pages } 页
paper-hotline = 服务热线 { $phone }
paper-sign-note = 客户签字即确认以上服务内容与收费。
paper-printed = 打印时间 { $time }

paper-visit = 上门
paper-kind = 服务类型
paper-appointment = 上门时间
paper-technician = 上门师傅

paper-customer = 客户
paper-name = 姓名
paper-phones = 电话
paper-address = 地址
paper-note = 备注

paper-machine = 用户机
paper-category = 品类
paper-brand = 品牌
paper-model = 型号
paper-serial = 机号
paper-purchased = 购买日期
paper-installed = 安装日期
paper-verdict = 保修
paper-verdict-reason = 判定依据

paper-fault = 报修
paper-fault-reported = 故障现象
paper-fault-code = 故障代码
paper-description = 客户描述
paper-quote = 已告知客户的价格
paper-history = 以往上门

paper-by-hand = 以下由师傅现场填写，回单按编号顺序录入
paper-result = 结果
paper-arrived = 到达时间
paper-ended = 完工时间
paper-time-hint = 　日　　时　　分
paper-outcome = 上门结果
paper-fault-found = 故障代码
paper-cause = 原因代码
paper-measure = 措施代码
paper-readings = 检测数据

paper-parts = 用件
paper-part-number = 料号
paper-part-name = 名称规格
paper-part-issued = 领用
paper-part-used = 实用
paper-part-serial = 新件条码
paper-part-old-back = 旧件交回

paper-charges = 收费
paper-other-charge = 其他
paper-total = 合计（元）
paper-total-words = 合计（大写）
paper-total-words-hint = 　　万　　仟　　佰　　拾　　元　　角　　分
paper-cash = 实收（元）
paper-cash-hint = 现金 · 扫码 · 转账
paper-due = 客户应付（不含配件）
paper-borne = 其中{ $fare } 计入 { $number }

paper-confirmation = 确认
paper-satisfaction = 客户满意度
paper-remarks = 师傅备注
paper-customer-signature = 客户签字
paper-technician-signature = 师傅签字
paper-signed-on = 日期
paper-date-hint = 　　年　　月　　日

paper-order-number = 编号
paper-date = 日期
paper-letters = 信函
paper-job-sheets = 派工单
paper-rows = 共 { $count } 条
