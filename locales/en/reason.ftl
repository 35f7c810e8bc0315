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
