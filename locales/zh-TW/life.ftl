# 家庭變化。

life-moved-in = 搬入新居
life-rebuilding = 裝修
life-wedding = 結婚
life-child = 新生兒
life-elder = 長輩同住
life-moved-out = 子女離家
life-illness = 有人生病
life-bereavement = 親人過世
life-other = 其他
life-what = 發生了什麼
life-day = 日期
life-note = 補充說明
life-add = 記錄家庭變化
life-remove = 刪除這筆紀錄
