# 錯誤說明：先說發生什麼事，再說怎麼辦。

problem-unknown = 發生未預期的錯誤，變更尚未儲存。請再試一次；若再次發生，請重新啟動網點通並聯絡維護人員。
problem-stopped = 程式正在關閉，未接受這次變更。請重新啟動後再做一次。

problem-database-busy = 資料檔正被其他程式使用。請關閉其他網點通視窗或備份軟體後再試一次。
problem-database-not-ours = 此檔案不是網點通資料庫。請選擇其他資料夾，或從備份還原。
problem-no-backup = { $file } 不是網點通的備份，資料沒有任何更動。請改選其他檔案：備份檔名以 branchdesk- 開頭，以 .db 結尾。
problem-backup-damaged = 備份 { $file } 已損壞，資料沒有任何更動。請改選其他備份。
problem-database-newer = 此資料檔由較新版本的網點通寫入。請安裝新版後再開啟；檔案未被更動。
problem-database-damaged = 資料檔已損壞。請從最近的備份還原；損壞的檔案會保留在旁。
problem-window-open = 網點通正在使用此資料夾。請先關閉其視窗，或在視窗的「設定 › 備份」中還原。
problem-window-silent = 網點通已在執行，但視窗沒有回應。請關閉它，或在工作管理員中結束它，然後重新啟動。
problem-disk-full = 磁碟已滿，變更尚未儲存。請清出空間後再儲存，已輸入的內容仍在。

problem-folder-missing = 沒有資料夾 { $folder }。請先建立，或另選資料夾。
problem-import-unknown = 沒有這個編號的匯入，或已經收回。
problem-file-missing = 找不到檔案 { $file }。請檢查檔名與磁碟，或選擇其他檔案。
problem-file-open = { $file } 正在其他程式中開啟。請在該程式中關閉後再試一次。
problem-file-unreadable = 無法讀取 { $file }。請在其他程式中關閉後再試一次。
# $file (text)
problem-backup-onto-itself = { $file } 正是本據點的資料檔。請為備份另選檔名或資料夾。
problem-file-unwritable = 無法寫入 { $file }。請在其他程式中關閉它，或換一個資料夾或檔名。
problem-print-failed = 印表機未接受工作。請檢查印表機是否開啟，或存成 PDF 後列印。
problem-print-missing = 字型中沒有這些字：{ $characters }，列印為〓。如需印出，請改用其他寫法。

problem-link-unreachable = 無法連線到總公司。請繼續作業：資料已存在本機，連線後會自動上傳。
problem-link-address = 此網址不是總公司伺服器。請確認，格式如 https://hq.example.com。
problem-link-untrusted = 總公司出示的憑證不受這台電腦信任。若憑證是總公司自行簽發的，請索取檔案 headquarters.pem 並放入資料夾。
problem-link-garbled = 收到的不是總公司的回應，可能被網路登入頁攔截。請先用瀏覽器登入網路，再試一次。
problem-link-code-wrong = 總公司查無此註冊碼。請逐字確認，或向總公司索取新碼。
problem-link-revoked = 總公司已停用本機的連線權限。資料仍在本機，請聯絡總公司重新註冊。
problem-link-too-old = 總公司要求較新版本才會下傳資料。本機資料仍會上傳，請儘快更新。

problem-phone = 電話號碼不正確。請填寫數字，如 0912-345-678 或 02-2345-6789。
problem-amount = 金額不正確。請依 120 或 120.50 填寫。
problem-date = 日期不正確。請依「年-月-日」或「月-日」填寫。
problem-time = 時間不正確。請依 14:30 填寫。
problem-quantity = 數量不正確。請填寫大於零的整數。
problem-stretch = 時段不正確。請依 14-16 填寫，結束要晚於開始。
problem-date-ahead = 這一天還沒到，請核對日期。
problem-slot-backwards = 結束時間早於開始時間，請修改。

problem-record-gone = 此筆資料已不存在。請返回重新搜尋。
problem-record-in-use = 還有服務單用到這筆資料，不能刪除。請先取消該服務單。
problem-same-already = 這兩份檔案已經合併了。
problem-call-followed = 此次回訪之後已有客訴、信函或再次回訪。請先撤回那一項。
problem-step-followed = 這之後已經寫了信函，請先撤回信函。
problem-state-forbids = 服務單目前為「{ $state }」，無法進行「{ $step }」。請在服務單歷程中查看應先做哪一步。
problem-reason-required = 取消前請選擇原因。
problem-no-visit = 此服務單沒有待執行的到府。請先派工。
problem-sheet-entered = 派工單 { $number } 已登錄。如需更正，請開啟服務單。
problem-sheet-stands = 這張服務單已有收單或已結束，費用已成立。請先收回收單，再裁定。
problem-sheet-unknown = 沒有與「{ $number }」對應的到府。請重新掃描，或輸入單據右上角的單號。
# $count (number)
# $number (text)
problem-sheet-several = 沒有「{ $number }」這個單號；在外單據中有 { $count } 張以它結尾，請選一張，或多輸幾位。
# $number (text)
problem-number-twice = 有兩張服務單都用了單號 { $number }，而且派工單都還在外面。請在後面加上客戶電話的末四碼，例如 { $number } 5678。
problem-stock-short = { $part } 僅剩 { $count } 件。請先進貨或領料，或減少數量。
problem-serial-used = 機號 { $serial } 已在別處使用。請核對銘牌，一個機號只能對應一處。
problem-serial-never-came = 沒有條碼為 { $serial } 的件入過庫，請先入庫。
problem-serial-not-there = 那裡沒有條碼為 { $serial } 的件。現有：{ $there }。
problem-letter-refused = 此客戶拒收信函，未產生信件。如有誤，請在客戶資料中更改。
problem-letter-place = 範本中的「{ $place }」沒有可填入的內容，請更正名稱。
problem-letter-brace = 範本中有不成對的大括號。請寫成 {"{"}customer{"}"}；要印出大括號請寫兩個。
problem-no-display = 沒有可用的顯示器，無法開啟視窗。可用 `branchdesk tour --out DIR` 在無顯示器時檢視程式。

problem-missing = 請填寫此欄。
problem-longer-than-fits = 內容太長，最多 { $limit } 個字。
problem-slot-past = 這個時間已經過了，請改為之後的時間。
problem-names-nothing = 找不到對應的內容，請從清單中選擇，或檢查是否寫錯。
problem-to-come = 這個時間還沒到，請核對紙單。
problem-day-to-come = 這一天還沒到，請填寫到府當天的日期。
problem-before-order = 那時還沒有受理這張單，請核對日期和時間。
problem-out-of-range = 數字過大或過小，請核對。
problem-unreadable = 無法辨識，請檢查寫法。
problem-taken = 已被他人使用，請換一個。
problem-link-unencrypted = 此位址沒有加密。請改用 https；若總公司就在自己的內部網路，可在下方允許。
problem-office-code = 網點代碼由 1 至 8 位字母或數字組成，例如 TP01。
problem-keyring = 與總公司交換資料的金鑰存放在這台電腦的金鑰圈裡，但金鑰圈打不開。請解鎖，之後會自動繼續交換。
problem-erased = 此人的資料已清除，不能再寫入。請建立新客戶。
problem-orders-open = 此客戶還有 { $count } 張未結的服務單。請先結案或取消。
problem-attach-large = { $name } 超過 { $most } MB。請縮小後再加入，或只存一部分。
problem-attach-many = 每張服務單最多存 { $most } 個附件。請先移除一些。
problem-attach-kind = { $name } 不能作為附件：可以是照片、PDF、文字、辦公文件、錄音和錄影。請改選其他檔案。
problem-attach-empty = { $name } 是空檔案。請改選其他檔案。
problem-attach-there = { $name } 已在這張服務單的附件裡。
problem-attach-elsewhere = { $name } 是在另一台電腦上加入的，這台電腦沒有。請在那台電腦上開啟。
problem-attach-awaited = 總公司還沒有 { $name }：加入它的電腦尚未上傳。上傳後會自動下載，也可稍後再開啟。
problem-attach-not-kept = 總公司暫時無法存放附件。請在加入它的電腦上開啟。
problem-attach-spoilt = { $name } 下載後與原檔不一致。請再開啟一次。
problem-barcode-taken = 另一料件已使用此條碼，每種料件的條碼各不相同。
problem-no-sheet = { $number } 已經結束，本網點從未列印過它的派工單，沒有可列印的內容。
problem-no-mail = { $name } 不是郵件。郵件存成檔案時以 .eml 結尾。
problem-enquiry-forbids = 這封來信目前是「{ $state }」，不能「{ $event }」。可能已有人先處理了，請再看一看。
problem-mail-none = 這台電腦還沒有設定信箱：設定 › 郵件信箱
problem-mail-password = 這台電腦上沒有信箱密碼，請到 設定 › 郵件信箱 填寫
problem-mail-unreachable = 連不上 { $place }。請檢查伺服器名稱、連接埠和網路。
problem-mail-silent = 郵件伺服器沒有回應。
problem-mail-untrusted = 郵件伺服器的憑證不受信任，沒有向它傳送任何內容。
problem-mail-no-tls = 郵件伺服器在這個連接埠不支援 TLS。通常收信是 993，寄信是 465 或 587。
problem-mail-login = 郵件伺服器拒絕登入：「{ $words }」。請檢查登入名稱和密碼，許多信箱要填郵件程式專用的密碼。
problem-mail-cut = 與郵件伺服器的連線中斷了。
problem-mail-strange = 對方的回應不像是郵件伺服器。
problem-mail-refused = 郵件伺服器拒絕：「{ $words }」
problem-mail-left = 這封郵件已經寄出，無法收回。
problem-mail-address = 「{ $address }」不是可以寄達的電子郵件地址。
