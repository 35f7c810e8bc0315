# Settings: prices and currency.
prices-page = Prices
prices-headquarters = Headquarters sets currency and prices. They are shown here and changed there.
prices-currency = Currency
prices-currency-heading = What the books are kept in
prices-currency-hint = All prices are in it. A price that was written in another counts as not known.
prices-currency-fixed = Money was taken or charged in it already, so it stays.
prices-work = What work costs
prices-work-how = Out of warranty. 0 is free. An empty line means that the price is not known: then nobody is told one, and the job sheet leaves room to write it down.
prices-kind = Work
prices-machine = Machine
prices-any = any
prices-add = Price for one machine
prices-part = What parts cost
prices-part-find = Find a part
prices-part-none = No matching part.
# $count (number)
prices-part-more = { $count ->
    [one] One more part. Find it
   *[other] { $count } more parts. Find them
} by number or name.
# $known (number)
# $total (number)
prices-part-known = The prices of { $known } of { $total } are known.
prices-fill-all = Fill in all three, or none
prices-amount = Like 120 or 120.50
prices-saved = The prices are saved.
prices-there = There is a line for it already.
prices-books-begun = Money was taken or charged in the present currency already, so it cannot be changed any more.
prices-not-known = not known
prices-price-not-known = price not known
prices-own-currency-hint = What the books are kept in
prices-own-suggested = Begin with a suggested price list
prices-own-suggested-hint = Otherwise all prices are unknown until you set them, under Settings › Prices.
prices-own-unknown-hint = All prices are unknown until you set them, under Settings › Prices.
