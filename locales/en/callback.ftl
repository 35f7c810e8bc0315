# The call after the work.

callback-title = Callbacks
callback-due = To call
callback-none = Nobody is waiting for a call
callback-none-how = Orders appear here as soon as their sheet is back. Enter returned sheets in the room Sheets.
callback-sheet = Call sheet
callback-choose = Choose a call on the left
callback-choose-how = Arrows move through the list; the call sheet opens here.
callback-column-who = Customer
callback-column-about = About
callback-column-waits = Sheet in
# $count (number) how many calls are listed
# $total (number) how many there are
callback-more = The first { $count } of { $total }
callback-to-waive = Wants no calls
callback-to-decide = To decide
callback-vip = VIP
callback-urgent = Urgent
callback-refused = This customer wants no phone calls. Waive the call, or write down what they said when they called themselves.
callback-no-phone = No phone number in the file

callback-script = What to say
# $name (text)
# $office (text)
callback-say-hello = Good day, is this { $name }? This is { $office }; may I ask you a few short questions about our visit?
# $machine (text)
callback-say-install = Does the { $machine } run as it should since it was installed, and were you shown how to use it?
# $machine (text)
callback-say-repair = Has the { $machine } been working properly since the repair?
# $machine (text)
callback-say-maintenance = Is the { $machine } running well since it was serviced?
# $machine (text)
callback-say-other = Was everything about the { $machine } settled the way you wanted?
# $amount (text)
callback-say-paid = You paid { $amount }; was the price shown to you before the work began?
callback-say-free = Nothing was to be paid for this visit; were you asked for money all the same?
callback-say-grade = All in all: very satisfied, satisfied or dissatisfied?
callback-say-thanks = Thank you. Should anything come up, please call us at any time.

callback-work = What was done
callback-technician = Technician
callback-reported = Reported
callback-fault = Fault
callback-cause = Cause
callback-measure = Work done
callback-result = Result
callback-parts = Parts
# $part (text)
# $count (number)
callback-part = { $part } × { $count }
callback-money = Money
# $due (text)
# $taken (text)
callback-paid = { $taken } of { $due }
callback-on-sheet = On the sheet
callback-no-work = No sheet is kept here: the order was brought over from another system.
callback-calls = Earlier calls
callback-complaint = Complaint

callback-grade = How satisfied?
callback-marks = In detail
callback-marks-hint = 4 to 8: good, not good, not asked
callback-remark = What else they said
callback-remark-hint = M writes here; needed for a complaint
callback-grade-missing = Not saved. Ask how satisfied they are: 1, 2 or 3.
callback-then-missing = Not saved. Decide what follows: C opens a complaint, R sends someone again.
# $name (text)
# $grade (text)
# $other (text)
callback-regrade = { $name } is still “{ $grade }”, and the call is not saved. C or R says what follows; the same key again makes it “{ $other }”.
callback-remark-missing = Write down what they are not satisfied with.
callback-not-to-call = This order is not waiting for a call.

callback-save = Save and next
callback-missed = No answer
callback-waive = Waive the call
callback-complain = Open a complaint
callback-redo = Send someone again
callback-follow-keys = C opens a complaint, R sends someone again; then write what they say. Esc leaves that field, F10 saves.
callback-send-back = Correct the sheet
callback-letter = Letter
callback-order = Open the order
callback-close = Close the order

callback-flaw-no-result = No sheet says what the work came to.
callback-flaw-no-codes = The sheet lacks a code: fault, cause or work done.
callback-flaw-visit-open = A visit of this order is still open.
# $due (text)
# $taken (text)
callback-flaw-cash = The sheets say { $due } is due, { $taken } came in.
# $flaws (text)
callback-cannot-close = Cannot be closed yet: { $flaws }

# $number (text)
callback-closed = { $number } is closed.
# $number (text)
callback-kept-open = { $number }: the call is saved. The order stays open, see the list.
# $number (text)
# $attempts (number)
callback-noted-missed = { $number }: no answer, attempt { $attempts }.
# $number (text)
callback-noted-unreachable = { $number }: not reached three times, closed as unreachable.
# $number (text)
callback-noted-waived = { $number }: call waived, closed.
# $complaint (text)
callback-complaint-opened = Complaint { $complaint } is open.
# $number (text)
callback-redo-ordered = { $number } waits for a technician again.
callback-withdrawn = Opened by mistake
# $number (text)
callback-sent-back = { $number }: the sheet is out again.
# $amount (text)
callback-owed = { $amount } is still owed for this order.
# $number (text)
# $amount (text)
callback-closed-owed = { $number } is closed. { $amount } is still owed; it stands under Orders › Owed.
# $amount (text)
callback-say-owed = By our books { $amount } has not been paid yet; have you paid it to anybody?
