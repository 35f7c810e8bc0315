# 信函用途。

letter-thanks = 服务致谢
letter-complaint-answer = 投诉答复
letter-maintenance-due = 保养提醒
letter-reply = 来信答复
