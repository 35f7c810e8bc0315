# 總公司命令列。

hq-listening = 總公司服務已啟動：{ $address }
hq-stopped = 總公司服務已停止
hq-named = 總公司名稱已改為 { $name }
hq-branch-added = 網點 { $code }（{ $name }）已開通
hq-branch-line = { $code } { $name }，已登記電腦 { $desks } 台，總公司派單 { $orders } 張
hq-branch-none = 還沒有網點。開通：branchdesk-hq branch add 代碼 名稱
hq-enrol-code = 網點 { $branch } 的註冊碼：{ $code }（只能用一次，{ $until } 前有效）
hq-intake-key = { $name } 的受理金鑰：{ $key }（不會再次顯示）
hq-order-taken = 服務單 { $order } 已派給網點 { $branch }
hq-order-waits = 沒有網點負責這個地址，服務單待分配。分配：branchdesk-hq order assign { $id } 網點代碼
hq-order-none = 沒有待分配的服務單
hq-order-waiting = { $id }，來自 { $source }，{ $at } 起待分配
hq-order-invalid = 這不是有效的服務單：{ $problems }
hq-order-other-body = 同一個冪等鍵下已有另一張服務單
hq-device-line = { $id } { $branch } 台號 { $desk }，{ $name }
hq-device-line-revoked = { $id } { $branch } 台號 { $desk }，{ $name }，已於 { $since } 停用
hq-device-none = 還沒有登記的電腦
hq-device-revoked = 電腦 { $id } 已停用
hq-check-sound = 一切正常。資料流 { $streams } 個，記錄 { $records } 筆，操作 { $operations } 筆，服務單 { $orders } 張，庫存異動 { $moves } 筆
hq-check-alarms = 有 { $count } 次電腦重送了同一操作而內容不同，均已拒收。請檢查這些電腦：是否被複製過？
hq-check-alarm = { $when } 電腦 { $device }，操作 { $operation }
hq-check-wrong = 發現 { $count } 處不一致。請保留此資料庫，還原最近一次驗證過的備份
hq-error-folder = 資料夾 { $folder } 無法使用：{ $why }
hq-error-foreign = { $file } 不是總公司的資料庫；請用 --data 指定其他資料夾
hq-error-newer = 這個資料庫由較新的版本建立（結構 { $found }，本程式只認識 { $known }）；請安裝新版本
hq-error-storage = 資料庫沒有接受，什麼都沒有更動：{ $why }
hq-error-stopped = 總公司服務正在關閉，什麼都沒有更動
hq-error-listen = 無法在 { $address } 監聽：{ $why }
hq-error-system = 系統拒絕：{ $why }
hq-error-branch-code = 「{ $text }」不能作為網點：代碼為 1 至 8 位字母或數字，且須有名稱
hq-error-name = 「{ $text }」不能作為名稱：1 至 100 位元組
hq-error-taken = 「{ $text }」已經存在
hq-error-unknown-branch = 沒有網點「{ $text }」；查看：branchdesk-hq branch list
hq-error-unknown-device = 沒有電腦「{ $text }」；查看：branchdesk-hq device list
hq-error-unknown-order = 沒有待分配的服務單「{ $text }」；查看：branchdesk-hq order waiting
hq-error-district = 「{ $text }」不是區劃代碼：2、4、6 或 9 位數字，後面可加 = 和名稱
hq-error-refused = 合併規則拒絕了它，什麼都沒有更動：{ $why }
hq-error-file = 檔案 { $file } 不能作為 JSON 讀取：{ $why }
hq-error-no-folder = 系統沒有提供資料夾；請用 --data 指定
hq-backup-made = 備份 { $file } 已開啟並核對，含 { $operations } 項操作。其中的內容各台電腦不必再保留
hq-restored = 總公司已恢復到 { $file } 的狀態。各台電腦連線時會把遺失的內容帶回來；檢視：branchdesk-hq salvage list
hq-restored-before = 恢復前的資料保存為 { $file }
hq-salvage-line = { $id } { $kind }，屬於 { $stream }，{ $at } 交回
hq-salvage-none = 沒有電腦交回而待定的記錄
hq-salvage-decided = 已處理 { $count } 筆記錄
hq-error-path = 檔案 { $file } 無法使用：{ $why }
hq-error-unsound = { $file } 有問題，共 { $count } 處，不算備份
hq-error-onto-itself = { $file } 正是資料庫本身：請為備份另選檔案
hq-error-unknown-salvage = 沒有待定的記錄「{ $text }」；檢視：branchdesk-hq salvage list
hq-error-address = 無法識別資料庫伺服器的位址（{ $why }）；格式為 postgres://使用者:密碼@主機/資料庫
hq-error-foreign-server = 伺服器上的這個資料庫裡是別的程式的資料表；請為總公司新建一個空的資料庫
hq-error-on-server = 伺服器上的資料庫請用伺服器自帶的工具備份和還原；還原之後，再執行不帶檔案的 branchdesk-hq restore
hq-error-no-backup = 請指明要還原到哪個備份
hq-restored-server = 備份之後遺失的內容，各台電腦連線時會帶回來；檢視：branchdesk-hq salvage list
hq-error-without-server = 這個 branchdesk-hq 不帶連線資料庫伺服器的功能
hq-order-standing = { $number }：{ $state }
hq-order-standing-disputed = { $number }：{ $state }，但同時被取消又被完工；了結請用：branchdesk-hq order settle { $number }
hq-order-undisputed = 沒有相撞的服務單
hq-late-line = { $id } { $at } 裝置 { $device }，{ $stream }：{ $deed }，紀錄 { $changes } 筆
hq-listed-most = 一次最多列出 { $most } 筆
hq-error-number-twice = 單號「{ $number }」不只一張，什麼都沒有改動：{ $places }
hq-late-none = 沒有遲到的操作
hq-late-decided = 已處理：{ $count }
hq-error-no-such-number = 沒有編號為「{ $number }」的服務單
hq-error-not-now = 服務單 { $number } 目前是「{ $state }」，這一步不可行
hq-error-unknown-late = 沒有待處理的遲到操作「{ $text }」；請看：branchdesk-hq late list
# $word (text)
hq-word-unknown = 不認識「{ $word }」。用 branchdesk-hq --help 查看用法。
# $word (text)
hq-word-missing = 缺少 { $word }。用 branchdesk-hq --help 查看用法。
# $value (text)
# $word (text)
hq-value-wrong = 「{ $value }」不能用於 { $word }。用 branchdesk-hq --help 查看用法。
# $value (text)
# $word (text)
# $known (text)
hq-value-unknown = 「{ $value }」不能用於 { $word }，可用的有：{ $known }。
hq-not-understood = 看不懂這條命令。用 branchdesk-hq --help 查看用法。
hq-restored-codes = 備份裡還沒用過的註冊碼都已作廢，因為之後可能有人用過；請重新產生：branchdesk-hq enrol-code BRANCH
