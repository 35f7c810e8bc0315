# Days and times; calendar.rs puts the parts together.

# $month (number)
calendar-month-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
# $month (number)
calendar-month-long = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
# $weekday (number)
calendar-weekday-short = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
# $weekday (number)
calendar-weekday-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
# $year (text)
# $month (text) short
# $date (text)
calendar-date = { $date } { $month } { $year }
# $month (text)
# $date (text)
calendar-date-of-year = { $date } { $month }
# $weekday (text) short
# $month (text) short
# $date (text)
calendar-date-short = { $weekday } { $date } { $month }
# $weekday (text) long
# $year (text)
# $month (text) long
# $date (text)
calendar-date-long = { $weekday } { $date } { $month } { $year }
# $year (text)
# $month (text) long
calendar-month = { $month } { $year }
calendar-today = today
calendar-tomorrow = tomorrow
calendar-yesterday = yesterday
calendar-just-now = just now
# $count (number)
calendar-minutes-ago = { $count } min ago
# $count (number)
calendar-hours-ago = { $count } h ago
# $count (number)
calendar-minutes = { $count } min
# $count (number)
calendar-hours = { $count } h
# $count (number)
calendar-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
