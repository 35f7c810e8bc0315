# Returned sheets: what is out, and the form in the order of the paper.

sheet-title = Returned sheets
sheet-number = Sheet number
sheet-entered-today = entered today
sheet-pace = seconds a sheet
sheet-left = still out

sheet-waiting = Which sheet is it?
sheet-waiting-how = Scan the code on the paper, or type the number at its top right; the last digits are enough. Enter opens it.

sheet-out = Sheets that are out
sheet-none-out = Every sheet is back
sheet-none-out-how = A job sheet stands here from the day of its visit until it is entered.
sheet-column-age = Out
sheet-column-number = Number
sheet-column-technician = Technician
sheet-column-customer = Customer
# $days (number) since the visit
sheet-days = { $days ->
    [0] today
    [one] 1 day
   *[other] { $days } days
}

sheet-cash-today = Cash today
sheet-no-cash = Nothing was entered today.
sheet-brought = To hand over
sheet-cash-only = As the sheets say, cash only: what each technician is to hand over
# $amount (text)
sheet-other-means = By card or transfer { $amount }
# $name (text)
# $sheets (number)
sheet-technician = { $name } ({ $sheets })
# $amount (text)
sheet-less = { $amount } less than due
# $amount (text)
sheet-still-owed = Customers still owe { $amount }
# $amount (text)
sheet-more = { $amount } more than due

# $ordinal (number) which trip of the order
sheet-trip = Visit { $ordinal }
sheet-before = As it was entered before. Change what was wrong; F10 saves it.
sheet-day = Day of the visit
sheet-time-hint = times like 0930
# $time (text)
sheet-before-order = The call only came at { $time }. Please check day and time.
# $time (text)
sheet-early = The call only came at { $time }; was the work done before?
sheet-outcome-hint = Type 1 to 6
sheet-code-hint = Number or words
# $least (text)
# $most (text)
sheet-reading-range = Between { $least } and { $most }. Please check the paper.
sheet-part = Part
sheet-part-hint = Scan, or type number or name; *2 takes two; Enter goes on
sheet-remove-line = Take this line out
# $van (number)
# $store (number)
sheet-van-and-store = Van { $van } · Store { $store }
# $van (number)
# $missing (number)
sheet-from-store = The van has { $van }; { $missing } more will be issued from the store with this sheet.
# $van (number)
# $store (number)
sheet-nobody-has = Van { $van } and store { $store } are not enough. It can be saved; the store will be below zero until it is counted.
# $amount (text)
sheet-maker-pays = Maker pays { $amount }
# $difference (text)
sheet-write-why = { $difference }. Write the reason under remarks, or press F10 again to save it as it is.
sheet-not-ticked = Not ticked
sheet-aside = Put aside

# $number (text)
# $state (text)
sheet-saved = Sheet { $number } is entered. The order is now “{ $state }”.
# $due (text)
# $cash (text)
sheet-doubt-cash = { $cash } came, { $due } was due. Please check.
# $part (text)
# $serial (text)
sheet-doubt-never-came = { $part }: no piece with serial number { $serial } was received, please look into it.
# $serial (text)
sheet-serial-never-came = No piece with serial number { $serial } was received. Check it; Enter once more if it was built in all the same.
sheet-serial-twice = This serial number stands on the sheet already. Each piece has its own.
# $part (text)
# $left (number)
sheet-doubt-short = { $part }: the store is at { $left }, please count it.
sheet-type-it-yourself = under “Other”
sheet-foreign-part = The part was not from our stock
sheet-which-part = Which part was built in? If it was not from our stock, press F7.
sheet-waive = Waive call-out and remote fee
sheet-waive-why = Why the fee is let off
# $number (text)
# $amount (text)
sheet-doubt-fare = { $number } was done that day without the call-out, which this order was to bear: { $amount } is charged there now.
# $label (text)
sheet-required = { $label } *
sheet-part-needed = Part needed
sheet-part-unknown = Nobody knows yet which part
sheet-which-part-needed = Which part is missing? Press F7 if nobody knows yet.
sheet-built-in = Built in
sheet-foreign-free = Not from our stock
# $time (text) which of the times on the sheet
# $why (text)
sheet-time-wrong = { $time }: { $why }
