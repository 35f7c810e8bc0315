# What of a household is ours.

loyalty-title = What is ours
loyalty-guest = No machine of ours known
loyalty-member = Member
loyalty-silver = Silver
loyalty-gold = Gold
loyalty-diamond = Diamond
# $count (number)
loyalty-lacks = { $count ->
    [one] 1 more kind of machine to the next tier
   *[other] { $count } more kinds of machines to the next tier
}
loyalty-ours = ours
loyalty-others = another brand
loyalty-unknown = brand not written down
loyalty-none = none
loyalty-purchase = At purchase
loyalty-delivery = At delivery
loyalty-installation = At installation
loyalty-use = In use
