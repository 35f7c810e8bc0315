# The room for letters: whom to write to, the wording, what was sent.

letters-title = Letters
letters-sent = Sent
letters-wording = Wording
letters-period = Closed in the last
# $days (number)
letters-days = { $days } days
letters-all = Everyone
letters-grade = Who said
letters-months = Nobody was there for
# $months (number)
letters-months-of = { $months } months
letters-category = Machines
letters-every-category = All kinds
letters-column-name = Customer
letters-column-about = About
letters-column-address = Address
letters-column-closed = Closed
letters-column-serviced = Last service
letters-column-answered = Answered
letters-column-note = Remark
letters-column-purpose = About
letters-column-when = Sent
letters-column-order = Order
letters-none = Nobody to write to
letters-none-closed = No order was closed in this time. Take a longer one, or another grade.
letters-none-maintenance = No machine is due. Machines count from their installation, purchase or last visit.
letters-none-answered = No complaint has been answered. Answers are written down in Callbacks, Complaints.
letters-none-sent = No letter has been sent
letters-none-sent-how = Choose people under one of the purposes and post their letters; each is kept here word by word.
# $count (number)
letters-post = { $count ->
    [0] Post letters
    [one] Post { $count } letter
   *[other] Post { $count } letters
}
# $chosen (number)
# $total (number)
letters-chosen = { $chosen } of { $total } chosen
letters-choose-all = All or none
letters-preview = Preview
letters-first = The first of these letters
letters-first-none = Choose someone to see the letter.
# $done (number)
# $total (number)
letters-posting = Posting { $done } of { $total }
# $count (number)
letters-posted = { $count ->
    [one] { $count } letter is posted and kept in the file.
   *[other] { $count } letters are posted and kept in the files.
}
# $count (number)
letters-posted-stopped = Stopped: { $count } letters are posted and kept.
letters-posted-none = Nobody gets a letter: see the remarks in the list.
letters-why-refused = Refused letters
letters-why-no-address = No address
# $when (text)
letters-why-recent = Written to on { $when }
letters-why-twice = One of these is for them already
# $place (text)
letters-why-lacks = Nothing for “{ $place }”
letters-why-gone = No longer here
letters-reprint = Print again

letters-template-own = Own
letters-template-master = Catalogue
letters-template-language = Language
letters-template-name = Name
letters-template-subject = Subject
letters-template-body = Text
letters-template-places = Insert
letters-template-sample = As it would be printed
letters-template-saved = The wording is saved. Letters already sent stay as they were.
letters-template-reset = Back to the catalogue’s
letters-template-was-reset = The catalogue’s wording is in force again.
letters-place-customer = Customer
letters-place-appliance = Machine
letters-place-order = Order number
letters-place-date = Date
letters-place-technician = Technician
letters-place-answer = Answer
letters-place-office = Office
letters-place-phone = Office phone

letters-appliance = appliance
# $brand (text) may be empty
# $category (text)
letters-machine = { $brand } { $category }
# $name (text)
letters-recipient = { $name }
letters-sample-customer = Margaret Hill
letters-sample-address = 12 Orchard Road, Cardiff CF10 1AA
letters-sample-appliance = Meridian water heater
letters-sample-order = SH01-A00012
letters-sample-date = 21 Nov 2026
letters-sample-technician = Tom Price
letters-sample-answer = We have replaced the valve free of charge and paid back the second call-out.
letters-sample-office = Branchdesk Service Cardiff
letters-sample-phone = 029 2018 0000
