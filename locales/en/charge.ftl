# Lines of an expense sheet.

charge-labour = Labour
charge-trip = Call-out
charge-remote = Remote area
charge-part = Part
charge-other = Other
charge-customer = customer pays
charge-maker = maker pays
charge-total = Total
charge-due = To pay
charge-cash = Received
charge-free = Free of charge
charge-no-price = Price not known (Settings › Prices)
charge-before = charged before
# $number (text)
charge-with = with { $number }
charge-waived = Let off
# $why (text)
charge-waived-because = let off: { $why }
charge-means-cash = Cash
charge-means-card = Card
charge-means-transfer = Transfer
