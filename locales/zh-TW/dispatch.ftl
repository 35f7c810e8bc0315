# 派工板，以及派工單上表格以外的用語。

dispatch-pool = 待派工 · { $count }
dispatch-pool-part = 待派工 · { $count } 單中的前 { $shown } 單
dispatch-pool-found = 待派工 · { $count } / { $total }
dispatch-filter = 篩選待派服務單（F）
dispatch-filter-short = 篩選（F）
dispatch-none-fits = 待派的服務單中沒有符合篩選的。清空篩選可查看全部。
dispatch-jobs = { $count ->
    [0] 有空
   *[other] { $count } 件
}
dispatch-print-day = 列印當天
dispatch-print-one = 列印派工單
dispatch-print-again = 整天重新列印
dispatch-take-back = 收回派工
dispatch-hint = 方向鍵選單，A 派工；空白鍵拿起，方向鍵移動，Enter 放下。
dispatch-all-assigned = 沒有待派的服務單。新單會自動出現在左側。
dispatch-no-technicians = 還沒有到府師傅
# $waiting (number)
dispatch-no-technicians-hint = 請在「設定 › 人員」中新增師傅，每人在當天佔一列。{ $waiting ->
    [0] {""}
   *[other] 現有 { $waiting } 單待派工。
}
dispatch-nothing-to-print = 這一天沒有人到府。請先派工，再列印派工單。

dispatch-assign-title = 派工 { $number }
dispatch-move-title = 改派／改約 { $number }
dispatch-book-title = 預約 { $number }
dispatch-technician = 師傅
dispatch-technician-hint = 工號、姓名或拼音首字母
dispatch-day = 日期
dispatch-other-day = 其他日期
dispatch-week = 看一週
dispatch-one-day = 看一天
dispatch-previous-week = 上一週
dispatch-next-week = 下一週
dispatch-week-span = { $from } 至 { $to }
dispatch-week-day = { $name } { $day }日
dispatch-week-hint = 方向鍵選師傅和日期，Enter 開啟當天，A 把左邊選取的服務單派到這裡。
dispatch-time = 時間
dispatch-time-hint = 例如 9-11 或 14:00-15:30
dispatch-agreed = 客戶已同意這個時間
dispatch-remark = 變更原因

dispatch-assigned = 已派給 { $technician }，{ $time }。
dispatch-booked = 已與 { $name } 約好 { $time }。
dispatch-unassigned = { $number } 已退回待派工。
dispatch-one-unassigned = { $number } 的這次到府已收回，另一次仍照原訂。
dispatch-undated = 未定時間

dispatch-promised = 承諾 { $time }
dispatch-urged = 催辦 { $count } 次
dispatch-rescheduled = 改約 { $count } 次
dispatch-since = { $time } 受理

dispatch-but = 但請注意：{ $doubts }。
dispatch-doubt-overlap = { $technician } { $time } 已安排在{ $name }家
dispatch-doubt-skill = { $technician }沒有{ $category }技能
dispatch-doubt-area = 不是{ $technician }的負責區域
dispatch-doubt-overload = { $technician }當天共 { $time }，超過一天工作量
dispatch-doubt-promise = 承諾的時間是 { $time }
dispatch-doubt-past = 這個時間已過
dispatch-too-late = 約定的時間已過，不能再改約。請收回派工後重新派，這樣失約會留在服務單紀錄裡。

dispatch-sheet-earlier = { $date } { $kind } { $technician }：{ $done }
dispatch-sheet-earlier-somebody = { $date } { $kind }：{ $done }

dispatch-key-print = 列印派工單
dispatch-key-day = 換日期
dispatch-key-week = 看一週
dispatch-key-one-day = 看一天
dispatch-key-turn-week = 換一週
dispatch-key-carry = 拿起
dispatch-key-filter = 篩選
dispatch-key-refresh = 重新整理
dispatch-came-to = { $outcome } { $time }
dispatch-sheets-making = 正在製作派工單…
dispatch-sheets-stopped = 已停止，沒有產生派工單。
dispatch-promised-only = 承諾 { $time }
dispatch-not-agreed = { $time }，尚未約定
