# 保修判定与依据。

warranty-in = 保内
warranty-out = 保外
warranty-partly = 部分保内
warranty-title = 保修
warranty-unknown = 保修待定
warranty-parts = 配件
warranty-labour = 人工
warranty-trip = 上门
warranty-since-purchase = 购买
warranty-since-install = 安装
warranty-since-manufacture = 出厂
warranty-within = 自{ $since }日 { $from } 起算，保修至 { $until }
warranty-expired = 自{ $since }日 { $from } 起算，已于 { $until } 过保
warranty-ran-out = 已过保修期
warranty-in-force = 在保修期内
warranty-no-proof = 无购买凭证，购买、安装、出厂日期均不详
warranty-no-term = 该机型没有登记保修条款
warranty-excluded = 使用不当或外因造成，不在保修范围
warranty-covers = 免费项目：{ $items }
