# Currencies, as an amount in words begins. The figures' signs are in money.rs.
money-name-cny = CNY
money-name-twd = TWD
money-name-hkd = HKD
money-name-gbp = GBP
money-name-usd = USD
money-name-eur = EUR
money-name-mop = MOP
money-name-sgd = SGD
money-name-myr = MYR
money-name-cad = CAD
money-name-aud = AUD
money-name-nzd = NZD
