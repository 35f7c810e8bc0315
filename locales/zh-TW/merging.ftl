merging-title = 合併兩份檔案
merging-open = 與另一份檔案合併
merging-kept = 保留這份檔案
merging-other = 併入保留的檔案
merging-turn = 互換
merging-merge = 合併
merging-goes = 雙方的工單、信件、地址、機器和電話都保留；任何一方拒絕過的聯絡方式仍然拒絕。以後隨時可以拆開。
merging-counts = 地址 { $addresses }，機器 { $machines }，工單 { $orders }
merging-one-address = 同一個地址：{ $line }
merging-one-machine = 同一台機器：{ $kept } = { $other }
merging-done = 已合併。
merging-separated = 已拆開。
merging-separate = 拆開
merging-joined = 已併入的檔案
merging-when = { $day }
merging-when-by = { $day }，{ $by }
merging-find = 另一份檔案
merging-none-likely = 沒有相近的客戶。請輸入姓名或電話。
