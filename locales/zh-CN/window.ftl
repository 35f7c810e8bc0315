# 各房间外的窗口。
window-title = 网点通
window-new-order = 新建工单
window-dark = 深色
window-light = 浅色
window-commands = 命令
window-command-hint = 输入要做的事
window-sheets = 回单
window-letters = 信函
window-import = 导入表格
window-ready = 您要的内容已准备好。
# $deed (text)
window-undone = 已撤销“{ $deed }”。
# $deed (text)
window-undo-next = 再按 Ctrl+Z 撤销“{ $deed }”。
window-undo-none = “{ $deed }”不能撤销。
# $deed (text)
window-undo-gone = “{ $deed }”已不能撤销。
# $deed (text)
window-undo-failed = “{ $deed }”暂时没能撤销。
# $deed (text)
window-undo-named = 撤销：{ $deed }
window-nothing-to-undo = 没有可以撤销的操作了。
window-loading = 正在打开网点…
window-undo-last = 撤销上一步
window-find-caller = 查找来电
window-command-stocktake = 盘点
window-command-late = 超时 迟到 逾期 到点
window-command-cash = 交款 缴款 现金 收款
window-command-owed = 欠款 未付 未付清 应收
window-command-none = 没有这样的命令。

window-begun = 未完成来电：{ $who }
window-unread = “{ $name }”没能读出来
window-read-again = 再试一次
window-read-tries = 又试了 { $count } 次，还是不行。
window-command-more = 另有 { $count } 项，继续输入即可找到。
window-drop-nowhere = 请先打开一张工单：拖到工单上的文件会存为附件。
window-kept = 在“{ $room }”里填到一半的内容没有丢，回去就能接着填。
window-as-of = 已刷新到 { $time }。
