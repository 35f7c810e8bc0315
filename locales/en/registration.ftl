# Sales that are reported.

registration-title = Registrations by shop
registration-reported = Sale reported: registered
registration-new = Register a sale
registration-seller = Sold by
registration-grade = Served in the shop
registration-grade-none = not asked
registration-shop = Shop
registration-count = Registered
# $registered (number)
# $sold (number)
registration-of = { $registered } of { $sold }
registration-rate = Rate
registration-nobody = nobody named
registration-none = No machine here names a shop yet. F9 in a customer’s file registers a sale.
registration-how = Of the machines known to be bought there, those whose sale was reported.
