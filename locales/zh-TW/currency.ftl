# 清單中的幣別，前面是代碼。
currency-cny = 人民幣
currency-twd = 新臺幣
currency-hkd = 港幣
currency-mop = 澳門幣
currency-sgd = 新加坡幣
currency-myr = 馬來西亞令吉
currency-gbp = 英鎊
currency-eur = 歐元
currency-usd = 美元
currency-cad = 加拿大元
currency-aud = 澳洲元
currency-nzd = 紐西蘭元
