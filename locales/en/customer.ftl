# A person or organisation, and where they live.

customer-name = Name
customer-organisation = Organisation
customer-phone = Phone
customer-phone-label = Whose
customer-add-phone = Add a phone
customer-province = County or province
customer-city = Town or city
customer-district = District
customer-street = Street or town
customer-detail = House number and street
customer-postcode = Postcode
customer-address = Address
customer-addresses = Addresses
customer-address-note = How to find it
customer-note = Note
customer-language = Language or dialect
customer-birthday = Birthday
customer-birthday-hint = for example 1980-05-17, or 5-17 without the year
customer-refused = Do not reach by
customer-machines = Machines
customer-open = Open
customer-new = New customer
customer-search = Phone, name, address, postcode, serial, order number
# $count (number)
customer-total = { $count ->
    [one] 1 customer
   *[other] { $count } customers
}
# $count (number)
# $total (number)
customer-shown = The newest { $count } of { $total } are shown.
# $count (number)
customer-found = { $count } found
# $count (number)
customer-found-first = The first { $count } are shown; type more
customer-none = No customers yet
customer-none-how = The first call opens a file by itself; an old list comes in with Ctrl+K, Import.
customer-not-found = Nobody found
customer-not-found-how = Try fewer digits, the initials of the name, or part of the address.
customer-matched = Found by
# $number (text)
# $label (text)
customer-phone-of = { $number } ({ $label })
customer-remove-phone = Remove this phone
customer-nobody = No name
# $amount (text)
customer-owes = owes { $amount }
customer-phone-gone = No longer theirs
# $day (text)
customer-phone-gone-since = no longer theirs since { $day }
customer-gone = no longer
customer-since-day = Since
customer-moved = They moved away
# $day (text)
customer-moved-since = moved away { $day }
