# The caller bar: one box that finds everything.
caller-hint = Phone, name, address, postcode, serial, order number
caller-new = New order for this caller
# $count (number)
caller-open-orders = { $count ->
    [one] { $count } open order
   *[other] { $count } open orders
}
# $number (text)
# $who (text)
caller-rings = { $number } is calling: { $who }
caller-unknown = nobody in the files
# $count (number)
caller-several = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
caller-show = Show
# $branch (text)
# $who (text)
caller-elsewhere = known at { $branch }: { $who }
