# 多联单各联名称。

copy-office = 网点存根联
copy-customer = 客户联
copy-finance = 财务联
copy-headquarters = 总部联
