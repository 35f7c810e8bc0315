calendar-month-short = { $month }
calendar-month-long = { $month }
calendar-weekday-short = { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
calendar-weekday-long = { $weekday ->
    [1] 星期一
    [2] 星期二
    [3] 星期三
    [4] 星期四
    [5] 星期五
    [6] 星期六
   *[7] 星期日
}
calendar-date = { $year }年{ $month }月{ $date }日
calendar-date-of-year = { $month }月{ $date }日
calendar-date-short = { $month }月{ $date }日 { $weekday }
calendar-date-long = { $year }年{ $month }月{ $date }日 { $weekday }
calendar-month = { $year }年{ $month }月
calendar-today = 今天
calendar-tomorrow = 明天
calendar-yesterday = 昨天
calendar-just-now = 刚刚
calendar-minutes-ago = { $count } 分钟前
calendar-hours-ago = { $count } 小时前
calendar-minutes = { $count } 分
calendar-hours = { $count } 小时
calendar-days = { $count } 天
