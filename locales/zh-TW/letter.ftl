# 信函用途。

letter-thanks = 服務致謝
letter-complaint-answer = 客訴回覆
letter-maintenance-due = 保養通知
letter-reply = 來信回覆
