money-name-cny = 人民币
money-name-twd = 新台币
money-name-hkd = 港币
money-name-gbp = 英镑
money-name-usd = 美元
money-name-eur = 欧元
