# The list of orders and the file of one.

order-number = Number
order-state = State
order-kind-column = Service
order-machine = Machine
order-technician = Technician
order-appointment = Visit
order-received = Taken in
order-every-kind = All services
order-every-technician = All technicians
order-branch = Branch
order-every-branch = All branches
order-own-branch = Our own
order-filter-hint = Number, name, phone or address
order-stage-open = Open
order-stage-to-assign = To assign
order-stage-under-way = Under way
order-stage-waiting = Waiting
order-stage-sheet-out = Sheet out
order-stage-to-call = To call
order-stage-complaints = Complaints
order-stage-over = Over
order-stage-all = All
# $count (number)
order-shown = The latest { $count } are shown.
order-show-more = Show more
order-none = No orders yet
order-none-how = Take the first call: type the number into the bar at the top, or press Ctrl+N.
order-none-here = Nothing here
order-none-here-how = No order fits this stage and filter. Clear the filter, or press F6 for the next stage.
# $count (number)
# $stage (text)
order-found-elsewhere = { $count } found under “{ $stage }”.
# $stage (text)
order-show-there = Show “{ $stage }”
order-matter = Fault and promise
order-question = What they ask
order-answer-words = The answer
order-promised = Promised
order-quote = Quoted
# $total (text)
# $parts (text)
order-quote-parts = { $total } ({ $parts })
order-alias = Other number
order-visits = Visits
# $ordinal (number)
order-visit = Visit { $ordinal }
order-edit-kept = What was typed is kept while this order is open: F2 brings it back.
order-no-visits = Nobody has been assigned yet. B assigns somebody.
order-no-time = no time agreed
order-parts = Parts used
order-money = Money
order-no-money-here = Nothing was charged.
order-no-money = Nothing charged yet. The lines come with the returned sheet.
order-customer-pays = Customer pays
order-maker-pays = Maker pays
order-received-cash = Received
order-still-open = Still open
# $name (text)
order-cash-by = Cash taken by { $name }
# $line (text)
order-taken-back = { $line }, taken back
order-callback = Callback
order-no-callback-here = The customer was not called.
order-no-callback = Not called yet. The call comes due when the sheet is in.
order-timeline = What happened
# $to (text)
order-now = Now: { $to }
# $copy (number)
order-printed-again = Sheet printed again ({ $copy })
# $outcome (text)
order-called = Callback: { $outcome }
# $purpose (text)
order-wrote = Letter: { $purpose }
# $purpose (text)
order-letter-taken-back = Letter taken back: { $purpose }
order-print-taken-back = Marked as not printed
order-call-taken-back = Call taken back
# $amount (text)
order-took = { $amount } received
order-sheet-missing = Sheet to be entered
order-remark = Remark
order-print = Print sheet
order-enter-sheet = Enter sheet
order-call-back = Call back
order-see-complaint = Handle complaint
order-urge = Customer urges
order-put-aside = Put aside
order-take-up = Lift exception
order-part-arrived = Part arrived
order-appraised = Appraisal: go on
order-appraised-done = Appraisal: settled
order-appraised-exchange = Appraisal: exchange
# $number (text)
# $exchange (text)
order-exchange-opened = { $number } is settled by an exchange: { $exchange }.
order-answer = Answer
order-close = Close
order-load = Load
order-deliver = Delivered
order-fail-delivery = Not delivered
order-retry = Deliver again
order-household = Customer file
order-letter = Letter
order-cancel = Cancel order
order-reinstate = Take up again
# $number (text)
order-cancel-title = Cancel order { $number }?
order-cancel-reason = Reason
# $number (text)
order-cancelled = Order { $number } is cancelled.
order-edit-title = Edit order
# $number (text)
order-edited = Order { $number } is changed.
# $number (text)
# $event (text)
order-told = { $number }: { $event }
order-disputed = Some say cancelled, others say done. The work stands; headquarters decides.
order-stop-notice = It was cancelled while somebody was on the way. Tell the technician.
# $branch (text)
# $number (text)
order-handed-from = Came from branch { $branch }, where it was { $number }.
# $branch (text)
# $number (text)
order-handed-to = Handed to branch { $branch } as { $number }. What there is to do is done there.
# $branch (text)
# $number (text)
order-handed-on = From there it went on to branch { $branch } as { $number }.
# $state (text)
order-handed-end = It ended there: { $state }.
# $branch (text)
# $number (text)
order-half-there = At branch { $branch }: { $number }
order-half-there-how = As that branch has it. It is done there and cannot be changed here.
# $why (text)
order-handover-asked = Headquarters was asked to hand this order to another branch: { $why }
# $why (text)
order-handover-refused = Headquarters leaves this order here: { $why }
order-ask-handover = Hand elsewhere
order-withdraw-handover = Keep it here
order-ask-handover-title = Ask headquarters to hand it to another branch
order-ask-handover-why = Why, and to which branch if you know; headquarters reads it
order-other-branch = Other branch
# $branch (text)
order-from-branch = From { $branch }
# $branch (text)
order-to-branch = Handed to { $branch }
order-is-asked = Asked to hand over
order-is-refused = To stay here
order-any-handover = Shared or not
order-handed-away = Handed to others
order-came-over = Came from others
order-wanted-away = Asked to hand over

order-correct-sheet = Correct the sheet
order-there = On site
# $from (text)
# $to (text)
# $time (text) how long
order-there-whole = { $from } – { $to } · { $time }
# $from (text)
order-there-from = from { $from }
# $to (text)
order-there-until = until { $to }

order-not-known = Not known
order-listed = By the price list
order-about = About order
order-complaint = Complaint
# $line (text)
order-remote-line = Remote · { $line }
# $what (text)
order-amended = Changed: { $what }
# $value (text)
order-amended-from = Before: { $value }
# $value (text)
order-amended-to = Now: { $value }
order-amended-nothing = nothing
order-urgency = Urgency
order-stage-owing = Owed
order-owes = Owes
# $amount (text)
order-owed-in-all = Customers owe { $amount } in all.
order-none-owing = Nobody owes anything
order-none-owing-how = What is charged on a sheet or in an imported list and not paid is listed here until it is.
order-pay = Payment
# $number (text)
order-pay-title = Payment for { $number }
order-pay-amount = Amount
order-pay-day = Day
order-pay-means = Paid by
# $amount (text)
# $number (text)
order-pay-saved = { $amount } received for { $number }.
order-payment-too-much = That is more than is still owed
# $amount (text)
# $means (text)
order-paid = { $amount } received · { $means }
# $day (text)
order-paid-on = Paid on { $day }
# $means (text)
# $name (text)
order-paid-by = { $means }, written down by { $name }
# $amount (text)
order-payment-taken-back = { $amount } taken back
order-pay-day-hint = Leave it empty for today
order-no-visits-here = Nobody went from here.
# $name (text)
order-went-by-list = { $name } went, says the imported list.
order-needed = Parts needed
order-files = Files
order-attach = Attach a file…
order-files-none = Photos, invoices, recordings: attach them with A, or drop them on the window.
# $size (number)
order-file-kb = { $size } KB
# $size (number)
order-file-mb = { $size } MB
order-file-safe = at headquarters
order-file-unsent = not sent yet
order-file-not-kept = headquarters keeps no files yet
# $share (number)
order-file-leaving = sending, { $share } %
# $share (number)
order-file-coming = fetching, { $share } %
order-file-away = fetched when opened
order-file-awaited = waits for the computer that has it
order-file-missing = not on this computer
# $name (text)
order-file-fetching = Fetching { $name }…
# $name (text)
order-file-stopped = Stopped. What came of { $name } is kept for the next time.
order-file-remove = Take away
# $number (text)
order-file-attached = Kept with { $number }.
# $name (text)
order-file-removed = { $name } is taken away.
# $amount (text)
order-owed = { $amount } owed
# $number (text)
order-added = What was said was added to { $number }.
# $number (text)
order-urged = { $number }: customer urged.
order-make-repair = Make a repair of it
order-repeats = Repeat repair of
