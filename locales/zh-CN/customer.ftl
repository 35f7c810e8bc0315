# A person or organisation, and where they live.

customer-name = 姓名
customer-organisation = 单位客户
customer-phone = 电话
customer-phone-label = 称呼
customer-add-phone = 添加电话
customer-province = 省份
customer-city = 城市
customer-district = 区县
customer-street = 街道 / 镇
customer-detail = 路名门牌、楼栋、室号
customer-postcode = 邮编
customer-address = 地址
customer-addresses = 地址
customer-address-note = 上门提示
customer-note = 备注
customer-language = 语言 / 方言
customer-birthday = 生日
customer-birthday-hint = 例如 1980-05-17；不知年份时填 5-17
customer-refused = 拒绝联系方式
customer-machines = 家中电器
customer-open = 未完
customer-new = 新建客户
customer-search = 电话、姓名、拼音、地址、机号、单号
customer-total = { $count } 位客户
customer-shown = 显示最新 { $count } 位，共 { $total } 位。
customer-found = 找到 { $count } 位
customer-found-first = 只显示前 { $count } 位，请再多输入一些
customer-none = 还没有客户
customer-none-how = 接第一个来电时会自动建档；旧客户表可以按 Ctrl+K 选“导入”带进来。
customer-not-found = 没有找到
customer-not-found-how = 试试少输几位号码、姓名首字母，或地址的一部分。
customer-matched = 匹配
customer-phone-of = { $number }（{ $label }）
customer-remove-phone = 删除此电话
customer-nobody = 未留姓名
customer-owes = 欠 { $amount }
customer-phone-gone = 已停用
# $day (text)
customer-phone-gone-since = { $day } 起停用
customer-gone = 已停用
customer-since-day = 自何日
customer-moved = 已搬离
# $day (text)
customer-moved-since = { $day } 搬离
