money-name-cny = 人民幣
money-name-twd = 新臺幣
money-name-hkd = 港幣
money-name-gbp = 英鎊
money-name-usd = 美元
money-name-eur = 歐元
