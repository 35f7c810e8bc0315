# 各房間外的視窗。
window-title = 網點通
window-new-order = 新增服務單
window-dark = 深色
window-light = 淺色
window-commands = 命令
window-command-hint = 輸入要做的事
window-sheets = 回單
window-letters = 信函
window-import = 匯入表格
window-ready = 您要的內容已準備好。
# $deed (text)
window-undone = 已復原「{ $deed }」。
# $deed (text)
window-undo-next = 再按 Ctrl+Z 復原「{ $deed }」。
window-undo-none = 「{ $deed }」無法復原。
# $deed (text)
window-undo-gone = 「{ $deed }」已不能復原。
# $deed (text)
window-undo-failed = 「{ $deed }」暫時沒能復原。
# $deed (text)
window-undo-named = 復原：{ $deed }
window-nothing-to-undo = 沒有可以復原的操作了。
window-loading = 正在開啟網點…
window-undo-last = 復原上一步
window-find-caller = 查詢來電
window-command-stocktake = 盤點
window-command-late = 逾時 遲到 逾期 到點
window-command-cash = 繳款 交款 現金 收款
window-command-owed = 欠款 未付 未付清 應收
window-command-none = 沒有這樣的命令。

window-begun = 未完成來電：{ $who }
window-unread = 「{ $name }」無法讀取
window-read-again = 再試一次
window-read-tries = 又試了 { $count } 次，仍然不行。
window-command-more = 另有 { $count } 項，繼續輸入即可找到。
window-drop-nowhere = 請先開啟一張服務單：拖到服務單上的檔案會存為附件。
window-kept = 在「{ $room }」裡填到一半的內容沒有丟，回去就能接著填。
window-as-of = 已更新到 { $time }。
