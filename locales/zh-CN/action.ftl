# 各处按钮和快捷键。

action-save = 保存
action-save-next = 保存并录下一张
action-save-pdf = 存为 PDF…
action-cancel = 取消
action-undo = 撤销
action-print = 打印
action-reprint = 补打
action-open = 打开
action-close = 关闭
action-edit = 编辑
action-back = 返回
action-previous-day = 前一天
action-next-day = 后一天
action-today = 回到今天
action-retry = 重试
action-yes = 是
action-no = 否
action-exchange-now = 立即同步
action-assign = 派工
action-reassign = 改派
action-book = 预约
action-reschedule = 改约
action-stop = 停止
action-restore = 恢复
