# 列表中的币种，前面是代码。
currency-cny = 人民币
currency-twd = 新台币
currency-hkd = 港币
currency-mop = 澳门元
currency-sgd = 新加坡元
currency-myr = 马来西亚林吉特
currency-gbp = 英镑
currency-eur = 欧元
currency-usd = 美元
currency-cad = 加拿大元
currency-aud = 澳大利亚元
currency-nzd = 新西兰元
