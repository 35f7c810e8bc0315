# Taking an order in during a call.

intake-title = New order
intake-title-complaint = New complaint
intake-save = Take in
intake-clear = Start anew
# $number (text)
intake-taken-in = Order { $number } taken in.
intake-withdrawn = Taken back right after it was taken in
# $who (text)
intake-left = An order for { $who } was left half-typed.
intake-take-up = Go on with it
intake-resumed = This call was left half-typed earlier. Is it the same one?
intake-begin-empty = Begin empty
intake-kind = Service
intake-choose = Choose
intake-which-address = Which address
intake-new-address = Another address
intake-which-machine = Which machine
intake-new-machine = Another machine
intake-fault-hint = Number, initials or words
intake-fault-unknown = This fault is not known here. Choose one from the list, or leave it empty and write it below.
intake-description = Customer says
intake-day = Promised day
intake-day-hint = 23, 23/11, +2
intake-time = Promised time
intake-time-hint = 14-16
intake-area = Service area
intake-area-remote = Remote
intake-area-ask = This address lies in none of our areas. Check how the district is written; F10 again takes the call in as it is.
intake-area-outside = Outside our areas
# $branch (text)
intake-area-theirs = Office { $branch } looks after this address.
intake-area-none = None of our areas covers this address.
intake-price = Price
intake-price-hint = Choose the category to see the price.
intake-no-charge = Nothing is charged for this.
intake-parts-extra = Parts are charged on top.
intake-warranty-hint = Choose the category, then the purchase date.
intake-household = Household
intake-somebody-else = This is somebody else
intake-stranger = Nobody known yet. Saving opens a file.
intake-no-orders = No orders before.
intake-cleared = The form is empty again. Ctrl+Z brings back what stood in it.
# $number (text)
intake-about = This complaint is about order { $number }.
intake-elsewhere = Known at another branch
intake-elsewhere-take = Take over name and district
# $branch (text)
intake-elsewhere-at = Branch { $branch }
# $order (text)
intake-elsewhere-order = last order { $order }
# $number (text)
# $state (text)
intake-repeated = { $number } is open for the same ({ $state }). Is it about that?
intake-urge = Urge it
intake-add = Add to it
# $number (text)
intake-repeated-ask = { $number } is open for the same. F8 urges it, F7 adds what was said to it; F10 again takes a new order in.
# $subject (text)
intake-out-of = Comes of what was written: “{ $subject }”
# $number (text)
# $day (text)
intake-again = This machine was repaired on { $day } ({ $number }).
# $days (number)
intake-again-days = { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
}
# $who (text)
intake-again-by = by { $who }
# $parts (text)
intake-again-parts = built in: { $parts }
intake-again-no-parts = nothing was replaced
intake-again-links = The new order is linked to it as a repeat repair.
