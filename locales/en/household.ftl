# A customer’s file.

household-person = Customer
household-orders = Orders
household-letters = Letters
# $day (text)
household-since = since { $day }
household-new-order = New order
household-order-for-machine = Order for this machine
household-add-address = Add an address
household-add-machine = Add a machine
household-edit-person = Edit customer
household-edit-address = Edit address
household-edit-machine = Edit machine
household-no-machines = No machine known yet. Add one, or it comes with the next order.
household-no-addresses = No address known yet.
household-no-orders = No orders yet. N takes the first one in.
household-no-letters = Nothing was written to them yet.
household-first = Something is half-written here. Save it with F10, or leave it with Esc, first.
household-saved = Saved in the file.
# $years (number)
household-year = { $years ->
    [0] under a year old
    [one] 1 year old
   *[other] { $years } years old
}
# $serial (text)
household-serial = S/N { $serial }
household-nickname = Called at home
household-at = Stands at
# $count (number)
household-orders-part = The latest { $count } are shown. The list of orders finds the others by the name.
# $year (text)
household-made = made { $year }
# $number (text)
household-invoice = invoice { $number }
household-part-of = Part of
household-stands-alone = stands alone
