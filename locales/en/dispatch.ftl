# The dispatch board, and what a job sheet says beside its form.

# $count (number)
dispatch-pool = To assign · { $count }
# $shown (number)
# $count (number)
dispatch-pool-part = To assign · first { $shown } of { $count }
# $count (number)
# $total (number)
dispatch-pool-found = To assign · { $count } of { $total }
dispatch-filter = Filter what waits (F)
dispatch-filter-short = Filter (F)
dispatch-none-fits = Nothing that waits fits the filter. Clear it to see all.
# $count (number)
dispatch-jobs = { $count ->
    [0] free
    [one] 1 job
   *[other] { $count } jobs
}
dispatch-print-day = Print the day
dispatch-print-one = Print sheet
dispatch-print-again = Print the whole day again
dispatch-take-back = Take back
dispatch-hint = Arrows choose a card, A assigns it; Space takes it up, arrows carry it, Enter puts it down.
dispatch-all-assigned = Nothing waits to be assigned. New orders appear at the left by themselves.
dispatch-no-technicians = Nobody here goes out yet
# $waiting (number)
dispatch-no-technicians-hint = Add technicians under Settings › People; each gets a row of the day.{ $waiting ->
    [0] {""}
    [one] {" "}One order waits for somebody.
   *[other] {" "}{ $waiting } orders wait for somebody.
}
dispatch-nothing-to-print = Nobody has a visit on this day. Assign orders first, then print the sheets.

dispatch-assign-title = Assign { $number }
dispatch-move-title = Change the visit of { $number }
dispatch-book-title = Agree a time for { $number }
dispatch-technician = Technician
dispatch-technician-hint = Number, name or initials
dispatch-day = Day
dispatch-other-day = Another day
dispatch-week = Week view
dispatch-one-day = Day view
dispatch-previous-week = The week before
dispatch-next-week = The week after
# $from (text)
# $to (text)
dispatch-week-span = { $from } – { $to }
# $name (text) of the day of the week
# $day (text)
dispatch-week-day = { $name } { $day }
dispatch-week-hint = Arrows choose a technician and a day, Enter opens the day, A assigns there who is selected at the left.
dispatch-time = Time
dispatch-time-hint = for example 9-11 or 14:00-15:30
dispatch-agreed = The customer agreed to this time
dispatch-remark = Why it changes

# $technician (text)
# $time (text)
dispatch-assigned = { $technician } goes { $time }.
# $name (text)
# $time (text)
dispatch-booked = { $name } expects us { $time }.
# $number (text)
dispatch-unassigned = { $number } waits for someone again.
# $number (text)
dispatch-one-unassigned = This visit of { $number } is taken back; another one stands.
dispatch-undated = no time yet

# $time (text)
dispatch-promised = promised { $time }
# $count (number)
dispatch-urged = { $count ->
    [one] urged once
   *[other] urged { $count } times
}
# $count (number)
dispatch-rescheduled = { $count ->
    [one] rescheduled once
   *[other] rescheduled { $count } times
}
# $time (text)
dispatch-since = since { $time }

# $doubts (text) What speaks against it.
dispatch-but = But { $doubts }.
# $technician (text)
# $name (text)
# $time (text)
dispatch-doubt-overlap = { $technician } is at { $name }’s { $time }
# $technician (text)
# $category (text)
dispatch-doubt-skill = { $technician } has not learnt { $category }
# $technician (text)
dispatch-doubt-area = { $technician } usually goes elsewhere
# $technician (text)
# $time (text)
dispatch-doubt-overload = { $technician } would be out { $time } that day
# $time (text)
dispatch-doubt-promise = the customer was promised { $time }
dispatch-doubt-past = that time is over
dispatch-too-late = The agreed time is over. Take the visit back and assign it anew, so that the missed visit stays in the order’s history.

# $date (text)
# $kind (text)
# $technician (text)
# $done (text)
dispatch-sheet-earlier = { $date } { $kind }, { $technician }: { $done }
# $date (text)
# $kind (text)
# $done (text)
dispatch-sheet-earlier-somebody = { $date } { $kind }: { $done }

# Beside their keys, as short as can be.
dispatch-key-print = Print sheet
dispatch-key-day = Other day
dispatch-key-week = Week view
dispatch-key-one-day = Day view
dispatch-key-turn-week = Other week
dispatch-key-carry = Carry
dispatch-key-filter = Filter
dispatch-key-refresh = Refresh
# $outcome (text)
# $time (text)
dispatch-came-to = { $outcome } { $time }
dispatch-sheets-making = Making the job sheets…
dispatch-sheets-stopped = Stopped. No sheet was made.
# $time (text)
dispatch-promised-only = promised for { $time }
# $time (text)
dispatch-not-agreed = { $time }, not yet agreed
