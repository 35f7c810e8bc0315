# What is printed: job sheets, letters, lists.

paper-job-sheet = JOB SHEET
paper-copy-mark = REPRINT { $copy }
paper-continued = { $number } (continued)
paper-page = Page { $page } of { $pages }
paper-hotline = Phone { $phone }
paper-sign-note = By signing, the customer confirms the work and the charges above.
paper-printed = Printed { $time }

paper-visit = Visit
paper-kind = Kind of service
paper-appointment = Time of visit
paper-technician = Technician

paper-customer = Customer
paper-name = Name
paper-phones = Phone
paper-address = Address
paper-note = Note

paper-machine = Machine
paper-category = Category
paper-brand = Brand
paper-model = Model
paper-serial = Serial number
paper-purchased = Purchased
paper-installed = Installed
paper-verdict = Warranty
paper-verdict-reason = Why

paper-fault = Fault
paper-fault-reported = Reported as
paper-fault-code = Fault code
paper-description = Description
paper-quote = Quoted price
paper-history = Earlier visits

paper-by-hand = To be filled in by the technician, in the order of the numbers
paper-result = Result
paper-arrived = Arrived
paper-ended = Finished
paper-time-hint = h            min
paper-outcome = Outcome
paper-fault-found = Fault
paper-cause = Cause
paper-measure = Work done
paper-readings = Readings

paper-parts = Parts
paper-part-number = Part no.
paper-part-name = Name
paper-part-issued = Taken along
paper-part-used = Used
paper-part-serial = Serial no. of the new part
paper-part-old-back = Old part back

paper-charges = Charges
paper-other-charge = Other
paper-total = Total
paper-total-words = Total in words
paper-total-words-hint = {""}
paper-cash = Received
# The ways to pay: one is ringed.
paper-cash-hint = cash · card · transfer
paper-due = Customer pays, without parts
# $fare (text) what for and how much
# $number (text) another order
paper-borne = { $fare } is charged with { $number }

paper-confirmation = Confirmed
paper-satisfaction = The customer is
paper-remarks = Remarks
paper-customer-signature = Customer's signature
paper-technician-signature = Technician's signature
paper-signed-on = Date
paper-date-hint = {""}

paper-order-number = Our reference
paper-date = Date
paper-letters = Letters
paper-job-sheets = Job sheets
# $count (number) rows in a list
paper-rows = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
