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
letters-none-sent-how = Choose people under one of the purposes and make their letters; each is kept here word by word.
# $count (number)
letters-post = { $count ->
    [0] Make letters
    [one] Make { $count } letter
   *[other] Make { $count } letters
}
# $chosen (number)
# $total (number)
letters-chosen = { $chosen } of { $total } chosen
letters-choose-all = All or none
letters-preview = Preview
letters-no-phone = The office has no phone number, so the letters leave out the sentence that names it.
letters-first-none = Choose someone to see the letter.
letters-nobody = Tick whom to write to: Space or a click on the box.
# $done (number)
# $total (number)
letters-posting = Making { $done } of { $total }
# $count (number)
letters-posted = { $count ->
    [one] { $count } letter is recorded as sent on the customer’s file.
   *[other] { $count } letters are recorded as sent on the customers’ files.
}
# $count (number)
letters-made = { $count ->
    [one] { $count } letter is ready to be printed or saved.
   *[other] { $count } letters are ready to be printed or saved.
}
# $count (number)
letters-stopped = { $count ->
    [one] Stopped: only the first letter is here.
   *[other] Stopped: only the first { $count } letters are here.
}
# $count (number)
letters-ask = { $count ->
    [one] Make { $count } letter?
   *[other] Make { $count } letters?
}
letters-ask-how = They are shown first; what you print or save there is noted in the files as sent.
# $count (number)
# $why (text)
letters-left-out = { $count ->
    [one] { $count } gets none: { $why }
   *[other] { $count } get none: { $why }
}
# $count (number)
letters-left-no-address = { $count } without an address
# $count (number)
letters-left-refused = { $count } refused letters
# $count (number)
letters-left-recent = { $count } written to only lately
# $count (number)
letters-left-complaining = { $count } with an open complaint
# $count (number)
letters-left-not-served = { $count } without a finished visit
# $count (number)
letters-left-no-complaint = { $count } without a complaint
# $count (number)
letters-left-no-machine = { $count } without a machine
# $count (number)
letters-left-lacking = { $count } with a gap in the wording
# $count (number)
letters-left-twice = { $count } with a letter among these already
# $count (number)
letters-left-gone = { $count } no longer here
letters-posted-none = Nobody gets a letter: see the remarks in the list.
letters-why-refused = Refused letters
letters-why-no-address = No address
# $when (text)
letters-why-recent = Wrote { $when }
letters-why-twice = One of these is for them already
# $place (text)
letters-why-lacks = Nothing for “{ $place }”
letters-why-complaining = Complaint still open
letters-why-not-served = No finished visit yet
letters-why-no-complaint = Not about a complaint
letters-why-no-machine = No machine on file
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
letters-customer = customer
# $brand (text) may be empty
# $category (text)
letters-machine = { $brand } { $category }
# $name (text)
letters-recipient = { $name }
# $name (text)
letters-addressed = { $name }
letters-sample-customer = Margaret Hill
letters-sample-address = 12 Orchard Road, Cardiff CF10 1AA
letters-sample-appliance = Meridian water heater
letters-sample-technician = Tom Price
letters-sample-answer = We have replaced the valve free of charge and paid back the second call-out.
letters-sample-phone = 029 2018 0000
