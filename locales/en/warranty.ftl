# Who pays: the verdict and its reason.

warranty-in = In warranty
warranty-out = Out of warranty
warranty-partly = Partly in warranty
warranty-title = Warranty
warranty-unknown = Warranty not known
warranty-parts = Parts
warranty-labour = Labour
warranty-trip = Call-out
warranty-since-purchase = purchase
warranty-since-install = installation
warranty-since-manufacture = make
# $since (text) purchase, installation or make
# $from (text) a date
# $until (text) a date
warranty-within = Covered until { $until }, counted from { $since } on { $from }
# $since (text) purchase, installation or make
# $from (text) a date
# $until (text) a date
warranty-expired = Ran out on { $until }, counted from { $since } on { $from }
warranty-ran-out = The warranty has run out
warranty-in-force = Within the warranty period
warranty-no-proof = Ask for the purchase date: neither purchase, installation nor year of make is known
warranty-no-term = No warranty terms for this machine (Settings › Parts and warranty)
warranty-price-open = Price without warranty, as long as it is not known
warranty-excluded = Not covered: misuse or outside cause
# $since (text) purchase, installation or make
# $from (text) a date
# $ends (text) what is covered until when
warranty-within-each = { $ends }, counted from { $since } on { $from }
# $items (text) parts, labour, trip
# $day (text)
warranty-ends = { $items } until { $day }
warranty-between = {"; "}
warranty-chargeable = Chargeable
warranty-other-work = The warranty puts faults right; this work is charged by the price list
# $items (text) parts, labour, trip
warranty-covers = Free of charge: { $items }
warranty-rule = Warranty
# $number (text)
warranty-rule-title = Who pays for { $number }?
# $number (text)
warranty-rule-saved = Who pays for { $number } is decided.
# $reason (text)
warranty-computed = The terms alone: { $reason }
warranty-free-of-charge = Free of charge
warranty-evidence = What shows it
warranty-evidence-hint = an invoice that was found, the maker’s word…
warranty-withdraw = Let the terms count
# $evidence (text)
# $name (text)
# $day (text)
warranty-ruled = Decided by { $name }, { $day }: { $evidence }
# $evidence (text)
# $day (text)
warranty-ruled-by-nobody = Decided on { $day }: { $evidence }
