# 品牌拥有情况。

loyalty-title = 本品牌拥有情况
loyalty-guest = 非会员
loyalty-member = 会员
loyalty-silver = 银卡会员
loyalty-gold = 金卡会员
loyalty-diamond = 钻石会员
# $count (number)
loyalty-lacks = 再有 { $count } 个品类升级
loyalty-ours = 本品牌
loyalty-others = 其他品牌
loyalty-unknown = 品牌未填
loyalty-none = 没有
loyalty-purchase = 购买时
loyalty-delivery = 送货时
loyalty-installation = 安装时
loyalty-use = 使用中
