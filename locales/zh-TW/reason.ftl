# 取消服務單的原因。

reason-refuses-charge = 客戶不接受收費
reason-duplicate = 重複叫修
reason-not-a-visit-product = 非到府服務商品
reason-wrong-phone = 電話錯誤
reason-solved-by-phone = 電話中已排除
reason-customer-cancels = 客戶取消
reason-unreachable = 聯絡不上客戶
reason-not-yet = 現場尚未就緒
reason-other = 其他（見備註）
reason-handed-over = 轉派其他網點
reason-done-there = 轉來的網點已完工
reason-erased-request = 客戶要求
reason-erased-withdrawn = 客戶撤回同意
reason-erased-unneeded = 不再需要
reason-erased-mistake = 本來就不該保存
