# Currencies in a list, after their code.
currency-cny = Chinese yuan
currency-twd = New Taiwan dollar
currency-hkd = Hong Kong dollar
currency-mop = Macanese pataca
currency-sgd = Singapore dollar
currency-myr = Malaysian ringgit
currency-gbp = Pound sterling
currency-eur = Euro
currency-usd = US dollar
currency-cad = Canadian dollar
currency-aud = Australian dollar
currency-nzd = New Zealand dollar
