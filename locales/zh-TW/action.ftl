# 各處按鈕與快速鍵。

action-save = 儲存
action-save-next = 儲存並輸入下一張
action-save-pdf = 存成 PDF…
action-cancel = 取消
action-undo = 復原
action-print = 列印
action-reprint = 補印
action-open = 開啟
action-close = 關閉
action-edit = 編輯
action-back = 返回
action-previous-day = 前一天
action-next-day = 後一天
action-today = 回到今天
action-retry = 重試
action-yes = 是
action-no = 否
action-exchange-now = 立即同步
action-assign = 派工
action-reassign = 改派
action-book = 預約
action-reschedule = 改約
action-stop = 停止
action-restore = 還原
