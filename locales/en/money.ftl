# Currencies, as an amount in words begins. The figures' signs are in money.rs.
money-name-cny = CNY
money-name-twd = TWD
money-name-hkd = HKD
money-name-gbp = GBP
money-name-usd = USD
money-name-eur = EUR
