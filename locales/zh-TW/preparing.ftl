# 更新之後補齊搜尋時。
preparing-title = 正在更新搜尋
preparing-about = 軟體更新後只做一次，網點的資料不會改變。
preparing-working = 正在準備搜尋……
preparing-later = 立即開始工作
preparing-later-about = 其餘部分下次啟動時繼續，在那之前有的客戶會搜尋不到。
