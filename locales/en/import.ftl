# Bringing in another system's spreadsheet.

import-title = Import a spreadsheet
import-intro = Choose the spreadsheet of your old system. Nothing is written before you have seen what will happen.
import-choose = Choose a spreadsheet…
import-formats = Excel (.xlsx, .xls), OpenDocument (.ods), CSV or text in UTF-8, UTF-16, GB18030, Big5 or Windows-1252
import-mapping = Columns and fields
import-mapping-name = Name of this mapping
import-mapping-saved = Saved mappings
import-sample = For example
import-leave-out = Leave out
import-dry-run = Try without writing
import-run = Import now
import-created = New
import-updated = Changed
import-unchanged = Unchanged
import-errors = With errors
# $created (number)
# $updated (number)
# $unchanged (number)
# $errors (number)
import-summary = { $created } new, { $updated } changed, { $unchanged } unchanged, { $errors } with errors
import-dry-run-done = This was a trial: nothing has been written yet. F10 brings the rows over.
import-done = Import finished.
# $file (text)
import-error-file = The rows with errors are in { $file }. Correct them there and import that file.
# $count (number)
import-undone = { $count ->
    [one] { $count } record taken back
   *[other] { $count } records taken back
}
import-history = Earlier imports
# $rows (number)
# $percent (number)
import-rehearsal-stopped = The trial was stopped after { $rows } rows, { $percent } % of the file. Nothing has been written.
# $rows (number)
# $percent (number)
import-stopped = The import was stopped after { $rows } rows, { $percent } % of the file. What was written so far can be undone.

import-not-a-table = This is not a spreadsheet. Choose a workbook (.xlsx, .xls, .ods), a CSV or a text file.
import-workbook-damaged = This workbook cannot be read: it is damaged, or not a workbook after all. Open it in the program it comes from, save it anew, and choose it again.
import-workbook-locked = This workbook is protected by a password. Save it without one and choose it again.
import-workbook-large = This workbook holds more than can be read at once. Save its sheet as CSV and choose that file.
# $name (text)
# $sheets (text)
import-sheet-unknown = There is no sheet “{ $name }” in this workbook. It has: { $sheets }.
import-sheet = Sheet
import-spreadsheets = Spreadsheets
# $count (number)
import-cut-short = { $count ->
    [one] One row holds a text that is too long; it was cut.
   *[other] { $count } rows hold a text that is too long; it was cut.
}
# $count (number)
import-not-noted = { $count ->
    [one] One row is about a job that was here already; its remarks, technician or payment are not noted anew.
   *[other] { $count } rows are about jobs that were here already; their remarks, technicians or payments are not noted anew.
}
import-empty = The file is empty. Choose another one.
# $fields (text)
import-fields-missing = No column is chosen for: { $fields }.
# $line (number)
# $why (text)
import-line-fault = Line { $line }: { $why }
import-fault-twice = An earlier line has this number already
# $name (text)
import-fault-another = An earlier line calls the same customer otherwise; { $name } may be somebody else
import-fault-person-twice = An earlier line is about the same person; badges tell namesakes apart
import-fault-part-twice = An earlier line is about the same part
# $column (text)
# $limit (number)
import-fault-long = “{ $column }” has more than { $limit } characters
# $column (text)
# $value (text)
import-fault-range = “{ $column }”: { $value } is too small or too large
# $column (text)
# $value (text)
import-fault-elsewhere = “{ $column }”: { $value } lies somewhere else already, or is with a customer
# $column (text)
# $value (text)
import-fault-cross = “{ $column }”: { $value } may mean yes or no; write one of them
# $line (number)
import-broken = The file cannot be read on from line { $line }: it is damaged there, or the disk failed. What follows was not brought over. Open it in the program it comes from, save it anew, and import that.
# $fields (text)
import-fault-nothing = Nothing to act on: { $fields } are all empty
# $column (text)
import-fault-encoding = “{ $column }” has characters that do not fit the encoding
# $found (number)
# $expected (number)
import-fault-cells = { $found } cells under { $expected } column names
# $limit (number)
import-fault-columns = More than { $limit } columns
import-fault-cut = The file ends in the middle of this line
# $column (text)
import-fault-blank = “{ $column }” is empty
# $column (text)
# $value (text)
import-fault-date = “{ $column }”: { $value } is not a date
# $column (text)
# $value (text)
import-fault-day-or-month = “{ $column }”: { $value } may be two days; choose the order of days beside the columns (--days), or write it as 2024-03-05
# $column (text)
# $value (text)
import-fault-negative = “{ $column }”: { $value } is below zero
# $column (text)
# $value (text)
import-fault-number = “{ $column }”: { $value } is not a number
# $column (text)
# $value (text)
import-fault-phone = “{ $column }”: { $value } is not a phone number
# $column (text)
# $value (text)
import-fault-value = “{ $column }”: no rule says what { $value } means

import-field-key = Number in the old system
import-field-customer = Customer’s name
import-field-phone = Phone
import-field-address = Address
import-field-town = Town or city
import-field-branch = Branch
import-field-service = Kind of service
import-field-category = Category
import-field-brand = Brand
import-field-model = Model
import-field-serial = Serial number
import-field-age = Age in years
import-field-made = Year of make
import-field-purchased = Purchase date
import-field-received = Date of the order
import-field-finished = Date it was finished
import-field-fault = Fault
import-field-result = Result
import-field-barrier = Why it could not be repaired
import-field-technician = Technician
import-field-amount = Charge
import-field-paid = Paid
import-field-remark = Remark

import-fault-unreadable = The line cannot be read
import-line = Line
import-reason = Reason
import-error-suffix = refused
import-file = File
import-looking = Looking into the file…
import-running = Bringing the rows over…
import-rehearsing = Trying the rows, without writing anything…
import-rehearse-first = The trial shows what would happen. Only F10 after it writes anything.
import-no-dialog = The system’s file dialog did not answer. Type the folder and name of the file, then press Enter.
import-nothing = No file chosen yet
import-nothing-how = Type its path and press Enter, or choose it with Ctrl+O. You will see its columns and first rows here.
# $count (number)
import-columns = { $count ->
    [one] { $count } column
   *[other] { $count } columns
}
import-mapping-hint = Saved under this name, it is used again for tables with the same columns.
import-taken-back = Taken back
# $name (text)
import-mapping-misfit = The mapping “{ $name }” was made for a table with other columns. Choose another name for this one.
# $name (text)
import-mapping-new = There was no mapping “{ $name }” yet: the columns were guessed, and the guess is saved under that name.
# $name (text)
import-mapping-unknown = There is no mapping “{ $name }” yet: the columns were guessed.
# $why (text)
# $run (text)
import-cut = { $why } The import was cut short there; “branchdesk import --undo { $run }” takes back what it brought over.
# $name (text)
import-mapping-taken = There is another mapping called “{ $name }”. Choose another name for this one.
# $name (text)
import-mapping-replace-title = Replace the mapping “{ $name }”?
import-mapping-replace-words = There is one of this name for other columns or fields. It is lost when this one is saved.
import-mapping-replace = Replace and import
import-mapping-none = None of these
# $count (number)
import-mapping-others = { $count ->
    [one] One more was made for other columns.
   *[other] { $count } more were made for other columns.
}
import-number = No.
import-when = When
import-outcome = What came of it
# $run (text)
import-undo-of = Undo import { $run }
# $count (number)
# $open (number)
# $history (number)
# $day (text)
import-unfinished = { $count ->
    [one] One job in the file is not finished, of { $day }
   *[other] { $count } jobs in the file are not finished, the oldest of { $day }
}: { $open } as open work, { $history } as closed history.
# $count (number)
# $open (number)
# $history (number)
import-unfinished-undated = { $count ->
    [one] One job in the file is not finished
   *[other] { $count } jobs in the file are not finished
}: { $open } as open work, { $history } as closed history.
import-left-unfinished = Not finished in the old system; brought over as history
import-result-unknown = How it ended is not known in the old system
import-unfinished-title = Jobs that are not finished
import-unfinished-recent = Open if of the last year
import-unfinished-open = All stay open
import-unfinished-history = All as history
import-unfinished-since = Open from…
import-unfinished-day = First day that stays open
# $figures (text)
# $words (text)
import-unfinished-day-hint = As { $figures } or { $words }
import-unfinished-how = What stays open is on the board and under Today at once. History can be found and printed, and nobody waits for it.
import-fees = What finished work cost
import-fees-owed = Not paid yet
import-fees-paid = Was paid
import-fees-noted = Words only
import-fees-how = No column says whether it was paid. Not paid yet: jobs of the time that stays open owe it, and Orders › Owed lists them. A state that says paid or unpaid counts first.
import-days = Order of days
import-days-day-first = Day, month, year (31/12/2024)
import-days-month-first = Month, day, year (12/31/2024)
import-days-unclear = Not clear: choose
import-days-refused = Days such as 03/04/2024 are refused
import-undoing = Taking the import back…
# $run (text)
import-undo-title = Take import { $run } back?
import-undo-confirm = Take it back
# $file (text)
# $households (number)
# $orders (number)
# $records (number)
import-undo-words = { $file } brought { $households ->
    [one] one household
   *[other] { $households } households
} and { $orders ->
    [one] one order
   *[other] { $orders } orders
} over, { $records ->
    [one] one record
   *[other] { $records } records
} with all that belongs to them. What nobody has worked on since goes, or is as it was before; the rest stays.
# $records (number)
# $run (text)
import-undo-stopped = Stopped: { $records ->
    [one] one record is
   *[other] { $records } records are
} taken back, the rest is still here. “Undo import { $run }” goes on with it.
# $kept (number)
import-undo-kept = { $kept ->
    [one] One was
   *[other] { $kept } were
} worked on since and stay.
# $columns (text)
import-untaken = Not taken over: { $columns }. Choose a field for them below, or note them with each job.
# $columns (text)
import-untaken-noted = Noted with each job: { $columns }.
# $columns (text)
import-untaken-told = Columns not taken over: { $columns }
import-untaken-note = Note the other columns with each job
# $column (text)
import-words = What the words under “{ $column }” mean
import-words-how = Rows with a word that has no meaning yet are refused. What is chosen is saved with the mapping.
import-words-open = Still to be done
import-words-to-call = Done, customer to be called
import-words-closed = Done and closed
import-words-paid = Done and paid
import-words-owed = Done, not paid
import-words-cancelled = Not done: called off
import-words-unknown = Over, nobody knows how
import-words-none = Not said yet
import-refused = Rows with errors
import-refused-row = What the row says
# $count (number)
# $more (number)
import-refused-more = The first { $count } are shown; { $more ->
    [one] one more is
   *[other] { $more } more are
} in the file.
import-no-rows = There are column names and nothing below them. Choose a file with rows.
# $encoding (text)
import-misnamed = This file is called a workbook, but it is text ({ $encoding }). It is read as text.
# $count (number)
import-assigned = { $count ->
    [one] One booked job is
   *[other] { $count } booked jobs are
} assigned as the list says; the hour is still to be agreed with the customer.
# $count (number)
import-assigned-past = { $count ->
    [one] One job was to be done on a day that is over: who was to go is not taken over, it waits
   *[other] { $count } jobs were to be done on days that are over: who was to go is not taken over, they wait
} to be assigned.
# $names (text)
import-technicians-unknown = No technician here is called { $names }: their booked jobs wait to be assigned. Write them down under Settings › People and import the same list again.
# $count (number)
# $amount (text)
import-charged = { $count ->
    [one] One finished job comes with its charge
   *[other] { $count } finished jobs come with their charges
}: { $amount } in all.
# $count (number)
# $amount (text)
import-paid = { $count ->
    [one] One payment is taken over
   *[other] { $count } payments are taken over
}: { $amount } in all.
# $number (number)
import-sample-row = Row { $number }
import-sample-column = Column
# $count (number)
# $amount (text)
import-owing = { $count ->
    [one] One finished job is not paid
   *[other] { $count } finished jobs are not paid
}: { $amount } in all. Orders › Owed lists them.
import-refused-later = The import will write them to a file beside the spreadsheet.
import-machines-how = Rows of one household without serial numbers about the same kind, brand and model are one machine, unless the ages differ or two open jobs name the same model.
# $column (text)
# $value (text)
import-fault-to-come = “{ $column }”: { $value } is still to come, and the job is finished
# $kinds (text)
import-services = Orders by kind of service: { $kinds }.

import-list = What each row is about
import-list-jobs = Jobs, with households and machines
import-list-customers = Customers
import-list-appliances = Machines of customers
import-list-staff = People of the office
import-list-parts = Parts catalogue
import-list-stock = Opening stock
import-match = Held to be the same by
import-match-usual = Phone and name, else name and address
import-match-usual-staff = Badge, else name
import-match-usual-part = Part number
import-match-usual-stock = Part number and place
import-match-phone = Phone alone
import-match-address = Name and address
import-match-number = Customer number
import-match-serial = Serial number of the machine
import-match-name = Name alone
import-match-barcode = Bar code
import-match-how = What is the same is updated, not doubled. What the office wrote itself stays.
import-encoding = Encoding
import-separator = Between the cells
import-separator-comma = Comma
import-separator-tab = Tab
import-separator-semicolon = Semicolon
import-separator-bar = Vertical bar
import-unit-piece = pc
import-field-customer-number = Customer number
import-field-phone-second = Second phone
import-field-organisation = Is a company
import-field-level = Level
import-field-birthday = Birthday
import-field-language = Language or dialect
import-field-consent = May be contacted
import-field-refused = Refused
import-field-installed = Installed on
import-field-shop = Bought at
import-field-invoice = Invoice number
import-field-badge = Badge
import-field-staff = Name
import-field-roles = What they do
import-field-skills = Machines they know
import-field-left = Left
import-field-part-number = Part number
import-field-part-name = Part
import-field-unit = Unit
import-field-price = Price
import-field-barcode = Bar code
import-field-fits = Machines it fits
import-field-serialised = Pieces have serial numbers
import-field-quantity = Quantity
import-field-place = Where it lies
# $column (text)
# $value (text)
import-fault-digits = “{ $column }”: { $value } lost its last digits in a spreadsheet; only the original has them
# $column (text)
# $value (text)
import-fault-phones = “{ $column }”: { $value } is more than one number; put the second in a column of its own
# $badge (text)
import-fault-badge = The badge { $badge } is somebody else’s
# $part (text)
import-fault-part-taken = { $part } is another part’s number or bar code
# $part (text)
import-fault-part-unknown = There is no part { $part }: import the parts catalogue first
# $file (text)
# $records (number)
import-undo-words-plain = { $file } brought { $records ->
    [one] one record
   *[other] { $records } records
} over. What nobody has worked on or used since goes, or is as it was before; the rest stays.
