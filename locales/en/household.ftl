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
household-erase = Erase this person
# $name (text)
household-erase-title = Erase { $name }
household-erase-why = Why
household-erase-why-missing = Choose why before going on.
# $addresses (number)
# $machines (number)
# $letters (number)
household-erase-goes = What goes: name, numbers, notes, addresses ({ $addresses }) down to the district, serial numbers and invoices of machines ({ $machines }), letters ({ $letters }), and every remark about them.
# $orders (number)
household-erase-stays = What stays for the books: orders ({ $orders }) with number, state, days, parts and money, without a name.
household-erase-go-on = Go on
# $name (text)
household-erase-sure = Erase { $name } for good?
household-erase-never = Nothing brings this person back: not Ctrl+Z, not another computer of the branch, not headquarters.
household-erase-backups = Backups, printed sheets and files that were saved before still hold them.
household-erase-now = Erase
household-erased = Erased. Headquarters and the other computers follow with the next exchange.
# $day (text)
# $why (text)
household-erased-on = Erased { $day }. { $why }.
household-part-of = Part of
household-stands-alone = stands alone
household-last-job = Last job
household-promised = Promised
household-open = Open
household-late = late
household-repaired = Repaired lately
household-mind = To mind
# $count (number)
household-more-open = and { $count } more
# $language (text)
household-speaks = speaks { $language }
household-birthday-today = birthday today
# $days (number)
household-birthday-in = { $days ->
    [one] birthday tomorrow
   *[other] birthday in { $days } days
}
# $count (number)
household-waits = { $count ->
    [one] 1 letter or mail waits for an answer
   *[other] { $count } letters or mails wait for an answer
}
household-family = Family
household-family-none = Nothing was told yet.
household-urge-none = Nothing is open that could be urged.
