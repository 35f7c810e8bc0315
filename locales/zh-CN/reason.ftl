# 取消工单的原因。

reason-refuses-charge = 客户不接受收费
reason-duplicate = 重复下单
reason-not-a-visit-product = 非上门产品
reason-wrong-phone = 电话有误
reason-solved-by-phone = 电话已解决
reason-customer-cancels = 客户取消
reason-unreachable = 联系不上客户
reason-not-yet = 暂不具备条件
reason-other = 其他（见备注）
reason-handed-over = 转派其他网点
reason-done-there = 转来的网点已完工
reason-erased-request = 客户要求
reason-erased-withdrawn = 客户撤回同意
reason-erased-unneeded = 不再需要
reason-erased-mistake = 本不该保存
