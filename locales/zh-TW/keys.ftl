# 按鍵一覽。

keys-title = 按鍵一覽
keys-typing = 表單與對話框
keys-everywhere = 任何地方
keys-enter = 選用反白的項目，移到下一欄
keys-tab = 下一欄，Shift+Tab 上一欄
keys-space = 打開清單、勾選
keys-save = 儲存，在任何一欄都可以
keys-enter-list = 在對話框的清單上：選定並確認
keys-escape = 關閉、返回
keys-caller = 尋找來電客戶；也可直接鍵入數字（回訪中除外）
keys-paste = 查詢剪貼簿內容：號碼視為來電開啟，其他放進搜尋框
keys-begun = 繼續未完成的來電登記
keys-commands = 依名稱尋找指令
keys-rooms = 各個頁面
keys-way = 前往最新提示所指的地方
keys-try-now = 總公司連不上時立即重試
keys-read-again = 重新讀取本頁
keys-page = 上下捲動頁面；游標不在欄位和清單裡時不用按 Ctrl
