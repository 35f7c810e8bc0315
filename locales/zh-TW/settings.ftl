# 設定。
settings-saved = 已儲存。
settings-seated = 現在由{ $name }使用這台電腦。

settings-office = 網點
settings-office-heading = 網點資料（印在單據上）
settings-office-code = 代碼
settings-office-name = 名稱
settings-office-phone = 電話
settings-office-footer = 單據底部的一行字
settings-office-footer-hint = 例如營業時間或客訴專線

settings-areas = 服務區域
settings-areas-how = 接單時，不在任何服務區域內的地址會標示為區域外；偏遠地區會加收費用。
settings-areas-none = 還沒有服務區域：任何地址都不算區域外，也不加收偏遠費用。
settings-areas-headquarters = 服務區域由總公司劃定，這裡只能查看，不能更改。
settings-area-add = 新增區域
settings-area-name = 區域名稱
settings-area-district = 鄉鎮市區或街道
settings-area-remote = 偏遠：加收偏遠地區加成
settings-area-remote-short = 偏遠
settings-area-remove = 刪除
# $name (text)
settings-area-removed = 已刪除服務區域「{ $name }」。

settings-people = 人員
settings-people-none = 還沒有人員
settings-people-how = 按 F2 新增第一位人員。
settings-person-add = 新增人員
settings-person-new = 新人員
settings-person-name = 姓名
settings-person-badge = 工號
settings-person-phone = 電話
settings-person-roles = 職責
settings-person-skills = 能處理的機種（都不勾選表示全部）
settings-person-areas = 負責的區域（都不勾選表示全部）
settings-person-left = 已離職
settings-person-left-short = 離職
settings-person-here = 本機
settings-person-sit = 由此人使用本機

settings-computer = 這台電腦
settings-computer-who = 目前使用人員
settings-computer-person = 人員
settings-computer-person-hint = 在這裡做的每件事都記在此人名下。
settings-computer-appearance = 語言與外觀
settings-computer-language = 語言
settings-computer-look = 外觀
settings-computer-size = 字級
settings-computer-data = 資料
settings-computer-folder = 資料夾
settings-computer-memory = 僅在記憶體中，不會儲存
settings-computer-desk = 工作位

settings-headquarters = 總公司
settings-link-alone = 本網點獨立運作：不需要總公司，所有功能都能使用。
settings-link-name = 名稱
settings-link-address = 位址
settings-link-unsent = 未傳送
settings-link-unsent-files = 未傳送附件
settings-link-reads = 可檢視的其他網點
settings-link-last = 上次同步
settings-link-well = 已連線。在這裡做的每件事都會立即傳送。
settings-link-beginning = 程式啟動後尚未同步。
settings-link-no-key = 找不到這台電腦的金鑰，總公司已不認得它。資料仍在本機，請向總公司索取新的註冊碼，在下方輸入。
settings-link-full = 這台電腦的磁碟已滿，收不下總公司傳來的內容。內容不會遺失，清出空間後會繼續接收。請清理磁碟。
settings-link-full-files = 這台電腦的磁碟已滿，其他電腦的工單附件暫停接收，其餘內容照常接收。請清理磁碟。
settings-join = 加入總公司
settings-join-how = 這裡做過的一切都會送到總公司，加入前會先自動備份。此後產品目錄、價格與服務區域以總公司為準。請總公司用您自己的網點編碼建立網點，再給您一組註冊碼。
settings-join-aside = 在背景繼續
settings-join-goes-on = 其餘的會在您工作時繼續下載。
settings-joined = 資料已全部送達總公司。價格與服務區域以總公司為準，原來自訂的留在備份裡。
settings-join-other = 網點只能以自己的編碼加入，而且必須是該網點的第一台電腦。請總公司用您的編碼建立網點。
settings-join-demo = 示範城市不能加入總公司。請另選一個資料夾重新開始。
settings-rejoin = 重新加入
settings-rejoin-how = 輸入本網點的新註冊碼後，總公司會重新認得這台電腦。本機做過的事都會保留並送出。
settings-rejoin-other = 這個註冊碼屬於另一個網點。
settings-rejoined = 總公司已重新認得這台電腦，資料已全部交換。
settings-link-exchanged = 已全部同步完成。
settings-attention = 待確認
settings-attention-how = 總公司沒有接受的、兩個人同時改的，都在單獨的一間裡。
settings-attention-open = 查看待確認的事

settings-backups = 備份
settings-backup-about = 每天自動備份一次，檢驗通過才算數，保留最近十四天的；自己做的一直保留，直到您刪除。請不時把一份複製到別的磁碟。
settings-backup-last = 上次備份
settings-backup-folder = 資料夾
settings-backup-now = 立即備份
settings-backup-copy = 另存一份到別處…
settings-backup-working = 處理中……
settings-backup-stopped = 已停止，什麼都沒有改變。
# $path (text)
settings-backup-made = 已備份並檢驗：{ $path }
settings-backup-list = 資料夾中的備份
settings-backup-none = 還沒有。今天會自動做第一份。
settings-backup-by-hand = 手動
settings-backup-daily = 每日自動
# $size (number)
settings-backup-size = { $size } MB
settings-restore-other = 還原其他備份檔…
settings-restore-heading = 還原到這份備份？
settings-restore-question-alone = 本網點的全部資料將回到備份時的樣子。現有資料會另存成檔案放在旁邊。
settings-restore-question = 本網點的全部資料將回到備份時的樣子。現有資料會另存成檔案放在旁邊；總公司已收到的內容會在下次同步時取回。
settings-search = 搜尋
settings-search-about = 明明有的客戶卻搜尋不到？請重建搜尋。重建時可以繼續工作，完成前有的客戶暫時搜尋不到。
settings-search-anew = 重建搜尋
settings-search-working = 正在重建搜尋……
# $count (number)
settings-search-made = 搜尋已重建：共 { $count } 戶。
settings-search-stopped = 已停止。其餘部分下次開啟時繼續，在那之前有的客戶會搜尋不到。
settings-check = 立即檢查
settings-check-heading = 資料是否完好？
settings-check-about = 檢查檔案、每筆紀錄、庫存結餘與搜尋，不會變更任何內容。
# $count (number)
settings-check-well = 一切正常：已檢查 { $count } 筆紀錄。
# $what (text)
settings-finding-file = 檔案已損壞：{ $what }。請還原最近的備份。
# $part (text)
settings-finding-unbalanced = 零件 { $part } 的結餘與進出合計不符。請盤點，並告知維護人員。
# $id (text)
# $kind (text)
settings-finding-unreadable = 紀錄 { $id }（{ $kind }）無法讀取，已原樣保留。請與總公司同步或還原備份。
# $customer (text)
settings-finding-not-searchable = 客戶 { $customer } 不在搜尋中。開啟其檔案儲存一次即可恢復。
# $number (text)
settings-finding-number-twice = 有兩張服務單都用了單號 { $number }：某台電腦還原備份後又發了一次。兩張服務單都完整，請在單據上註明客戶姓名。
# $id (text)
# $kind (text)
settings-finding-not-shown = 紀錄 { $id }（{ $kind }）來自總公司，內容超出清單所能容納，已保留但不顯示。請告知總公司。
settings-finding-attachment-missing = 服務單 { $order } 的附件「{ $name }」不在這台電腦，別處也沒有。請重新加入，或還原備份。
settings-finding-attachment-damaged = 服務單 { $order } 的附件「{ $name }」已損壞：被人改動過，或磁碟出錯。請重新加入，或還原備份。
settings-finding-attachment-stray = 附件資料夾裡有 { $path }，不屬於任何服務單。請移到別處。

settings-about = 關於
settings-about-program = 程式
settings-about-version = 版本
settings-about-licence = 授權條款
settings-about-works = 採用的他人作品
settings-import = 其他系統的資料
settings-import-how = 從舊系統的清單或試算表匯入客戶、機器和服務單。
settings-office-departments = 客訴轉交部門
settings-office-departments-hint = 用逗號隔開；常用部門（服務、零件、銷售、財務、廠商）已有
settings-office-callback = 回訪時限（小時）
settings-office-callback-hint = 從回單到回訪；不填為 { $usual } 小時
settings-office-callback-wrong = 請填 1 至 240 小時
settings-office-envelope = 開窗信封
settings-office-envelope-hint = 信函依此摺疊、排列收件地址
settings-envelope-din = 德國 DIN：DL 或 C6/5，窗口 90 × 45 公釐
settings-envelope-uk = 英國 DL：窗口 90 × 35 公釐
settings-envelope-china-dl = 中國大陸 DL：220 × 110 公釐
settings-envelope-china-zl = 中國大陸 ZL：230 × 120 公釐
settings-envelope-taiwan = 臺灣：220 × 110 公釐，窗口 90 × 45 公釐
settings-backup-files = 手動備份包含總公司還沒有的服務單附件；沒有總公司時包含全部附件。沒有總公司時，每日自動備份不含附件。
settings-office-language = 信函語言
settings-office-language-screen = 與畫面相同
settings-office-language-hint = 客戶檔案未註明語言時使用
