# 品牌擁有情況。

loyalty-title = 本品牌擁有情況
loyalty-guest = 非會員
loyalty-member = 會員
loyalty-silver = 銀卡會員
loyalty-gold = 金卡會員
loyalty-diamond = 鑽石會員
# $count (number)
loyalty-lacks = 再有 { $count } 個品類升級
loyalty-ours = 本品牌
loyalty-others = 其他品牌
loyalty-unknown = 品牌未填
loyalty-none = 沒有
loyalty-purchase = 購買時
loyalty-delivery = 送貨時
loyalty-installation = 安裝時
loyalty-use = 使用中
