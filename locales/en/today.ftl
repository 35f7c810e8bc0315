# What is to be done today, and how the day goes.

# $name (text)
today-morning = Good morning, { $name }
# $name (text)
today-afternoon = Good afternoon, { $name }
# $name (text)
today-evening = Good evening, { $name }
today-morning-nobody = Good morning
today-afternoon-nobody = Good afternoon
today-evening-nobody = Good evening
today-all = All
today-nothing = Everything is done for now
today-nothing-how = Nobody waits for an answer, a visit or a call. A new order comes in with Ctrl+N.
today-late = Late
today-soon = Due soon
today-to-assign = To assign
today-to-book = Time to agree
today-part-here = Part is here
today-complaint = Complaint
today-question = To answer
today-to-tell = Tell the answer
today-enquiry = Answer a letter
today-enquiry-own = for you
today-sheet-out = Sheet out
today-callback = To call
today-stock = Stock below zero
today-refused = Decide
today-backup = Backup
today-column-task = Task
today-column-about = About
today-column-who = Customer
today-column-where = Address
today-column-when = Time
today-column-number = Order
# $when (text)
today-since = since { $when }
# $when (text)
today-due = due { $when }
# $day (text)
today-due-by = due by { $day }
# $when (text)
today-visit-at = visit { $when }
# $count (number)
today-operations = { $count ->
    [one] { $count } thing waits for a decision
   *[other] { $count } things wait for a decision
}
today-backup-old = The last backup is more than three days old
today-backup-never = There is no backup yet
# $quantity (number)
today-pieces = { $quantity ->
    [one] { $quantity } piece
   *[other] { $quantity } pieces
}
# $count (number)
today-more = and { $count } more
# $stage (text)
# $listed (number)
# $total (number)
today-cut = { $stage }: only the newest { $listed } of { $total } are looked through here. All of them are under Orders.
today-received = Taken in
today-visits = Visits
today-done = Done
today-closed = Closed
today-satisfied = Very satisfied, 30 days
# $done (number)
# $total (number)
today-of = { $done } of { $total }
# $best (number)
today-best = Best of the 7 days before: { $best }
today-no-grades = Nobody has been asked yet
today-begin = The office is ready
today-begin-how = Take the first call with Ctrl+N. What is still to be done before that, and the customers and jobs of your old spreadsheet:
today-import = Import a spreadsheet
today-prices = Set prices
today-part-unknown = Part not known yet
# $part (text)
# $count (number)
today-part-needed = { $part } × { $count }
today-best-none = Nothing to compare with yet
today-visit = Visits today
today-people = Add technicians
# $count (number)
today-debts = { $count ->
    [one] { $count } order is not paid
   *[other] { $count } orders are not paid
}
today-begin-list = Take the first call with Ctrl+N, or bring over the customers and jobs of your old spreadsheet:
today-article = Look through
