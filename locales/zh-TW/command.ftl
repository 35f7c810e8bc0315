# The command line.
command-no-folder = 沒有可以存放網點資料的資料夾，請用 --data DIR 指定。
command-new-office = 我的網點
command-new-person = 網點經理
# $why (text)
command-tour-broke = 巡覽中斷：{ $why }
# $count (number)
# $first (text)
command-tour-wrong = 有 { $count } 處與應有的不符，第一處：{ $first }
# $count (number)
# $folder (text)
command-tour-done = 一切如常：共核對 { $count } 處。圖片和單據在 { $folder }。
# $count (number)
# $file (text)
command-printed = { $count } 張派工單已寫入 { $file }
# $file (text)
command-backed-up = 備份 { $file } 已寫入並驗證。
# $file (text)
command-restored = 網點已還原到備份時的狀態，原來的資料保存在 { $file }。
# $count (number)
command-sound = 一切正常：共 { $count } 筆記錄。
# $count (number)
command-findings = 發現 { $count } 處問題，請還原備份，或聯絡維護人員。
command-brought-forward = 網點通已在執行，已切換到其視窗。
command-handed-over = 網點通已在執行，其視窗會顯示來電。
command-restored-here = 網點已還原到備份時的狀態。
# $folder (text)
command-no-office = { $folder } 裡沒有網點資料。請檢查資料夾，或先在那裡開啟一次網點通。
# $text (text)
command-found-nothing = 找不到「{ $text }」。姓名、號碼或地址的一部分就夠了。
# $tag (text)
command-language-unknown = 沒有語言「{ $tag }」，請用 zh-TW、zh-CN 或 en。
# $word (text)
command-word-unknown = 不認識「{ $word }」。用 branchdesk --help 查看用法。
# $word (text)
command-word-missing = 缺少 { $word }。用 branchdesk --help 查看用法。
# $value (text)
# $word (text)
command-value-wrong = 「{ $value }」不能用於 { $word }。用 branchdesk --help 查看用法。
command-not-understood = 看不懂這條命令。用 branchdesk --help 查看用法。
command-import-run = 這是第 { $run } 次匯入；用 branchdesk import --undo { $run } 可以撤回。
command-office-begun = { $folder } 裡原來沒有網點：已新建，名為「{ $name }」。名稱可在「設定 › 網點」裡改。
command-import-unfinished-how = --open-from 日期 指定從哪天起仍未完結，--all-open 全部未完結，--history-only 全部作為歷史。
command-value-range = 「{ $value }」不符合 { $word }：應為 { $least } 到 { $most }。
command-import-refused-how = --refused 檔案 可把有錯誤的列寫入檔案。
# $percent (text)
command-rebuilding = 正在重建搜尋：{ $percent } %，按 Ctrl+C 停止。
# $count (number)
command-rebuilt = 搜尋已重建：共 { $count } 戶。
command-rebuild-stopped = 已停止。其餘部分下次開啟時繼續，在那之前有的客戶會搜尋不到。
