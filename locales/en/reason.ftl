# Why an order is cancelled.

reason-refuses-charge = Customer refuses the charge
reason-duplicate = Duplicate order
reason-not-a-visit-product = Product is not serviced at home
reason-wrong-phone = Wrong phone number
reason-solved-by-phone = Solved by phone
reason-customer-cancels = Customer cancels
reason-unreachable = Customer unreachable
reason-not-yet = Not yet ready
reason-other = Other, see remark
reason-handed-over = Handed to another branch
reason-done-there = Done by the branch it came from
reason-erased-request = They asked for it
reason-erased-withdrawn = They no longer agree
reason-erased-unneeded = Nobody needs it any more
reason-erased-mistake = It should never have been kept
