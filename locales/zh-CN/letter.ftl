# 信函用途与信函格式用语。

letter-thanks = 服务致谢
letter-complaint-answer = 投诉答复
letter-maintenance-due = 保养提醒

letter-dear = 尊敬的{ $name }：
letter-dear-customer = 尊敬的客户：
letter-our-ref = 编号
letter-date = 日期
letter-subject = 事由
letter-about-order = 关于您的服务单 { $number }
letter-closing = 此致敬礼！
letter-enclosure = 附件
