# 派工板，以及派工单上表格以外的用语。

dispatch-pool = 待派工 · { $count }
dispatch-pool-part = 待派工 · { $count } 单中的前 { $shown } 单
dispatch-pool-found = 待派工 · { $count } / { $total }
dispatch-filter = 筛选待派工单（F）
dispatch-filter-short = 筛选（F）
dispatch-none-fits = 待派工单中没有符合筛选的。清空筛选可查看全部。
dispatch-jobs = { $count ->
    [0] 空闲
   *[other] { $count } 单
}
dispatch-print-day = 打印当天
dispatch-print-one = 打印派工单
dispatch-print-again = 全天重新打印
dispatch-take-back = 撤回派工
dispatch-hint = 方向键选单，A 派工；空格拿起，方向键移动，回车放下。
dispatch-all-assigned = 没有待派的工单。新单会自动出现在左侧。
dispatch-no-technicians = 还没有上门师傅
# $waiting (number)
dispatch-no-technicians-hint = 请在“设置 › 人员”中添加师傅，每人在当天占一行。{ $waiting ->
    [0] {""}
   *[other] 现有 { $waiting } 单待派工。
}
dispatch-nothing-to-print = 这一天没有人上门。请先派工，再打印派工单。

dispatch-assign-title = 派工 { $number }
dispatch-move-title = 改派 / 改约 { $number }
dispatch-book-title = 预约 { $number }
dispatch-technician = 师傅
dispatch-technician-hint = 工号、姓名或拼音首字母
dispatch-day = 日期
dispatch-other-day = 其他日期
dispatch-week = 看一周
dispatch-one-day = 看一天
dispatch-previous-week = 上一周
dispatch-next-week = 下一周
dispatch-week-span = { $from } 至 { $to }
dispatch-week-day = { $name } { $day }日
dispatch-week-hint = 方向键选师傅和日期，回车打开当天，A 把左边选中的工单派到这里。
dispatch-time = 时间
dispatch-time-hint = 例如 9-11 或 14:00-15:30
dispatch-agreed = 客户已同意这个时间
dispatch-remark = 改动原因

dispatch-assigned = 已派给 { $technician }，{ $time }。
dispatch-booked = 已与 { $name } 约好 { $time }。
dispatch-unassigned = { $number } 已退回待派工。
dispatch-one-unassigned = { $number } 的这次上门已撤回，另一次上门仍按计划。
dispatch-undated = 未定时间

dispatch-promised = 承诺 { $time }
dispatch-urged = 催办 { $count } 次
dispatch-rescheduled = 改约 { $count } 次
dispatch-since = { $time } 受理

dispatch-but = 但请注意：{ $doubts }。
dispatch-doubt-overlap = { $technician } { $time } 已安排在{ $name }家
dispatch-doubt-skill = { $technician }没有{ $category }技能
dispatch-doubt-area = 不是{ $technician }的负责区域
dispatch-doubt-overload = { $technician }当天共 { $time }，超过一天工作量
dispatch-doubt-promise = 承诺的时间是 { $time }
dispatch-doubt-past = 这个时间已过
dispatch-too-late = 约定的时间已过，不能再改约。请撤回派工后重新派，这样失约会留在工单记录里。

dispatch-sheet-earlier = { $date } { $kind } { $technician }：{ $done }
dispatch-sheet-earlier-somebody = { $date } { $kind }：{ $done }

dispatch-key-print = 打印派工单
dispatch-key-day = 换日期
dispatch-key-week = 看一周
dispatch-key-one-day = 看一天
dispatch-key-turn-week = 换一周
dispatch-key-carry = 拿起
dispatch-key-filter = 筛选
dispatch-key-refresh = 刷新
dispatch-came-to = { $outcome } { $time }
dispatch-sheets-making = 正在制作派工单…
dispatch-sheets-stopped = 已停止，没有生成派工单。
dispatch-promised-only = 承诺 { $time }
dispatch-not-agreed = { $time }，尚未约定
