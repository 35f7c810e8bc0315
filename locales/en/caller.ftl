# The caller bar: one box that finds everything.
caller-hint = Phone, name, pinyin, address, serial, order number
caller-new = New order for this caller
# $count (number)
caller-open-orders = { $count ->
    [one] { $count } open order
   *[other] { $count } open orders
}
