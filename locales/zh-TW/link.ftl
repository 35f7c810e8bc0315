# 狀態列：與總公司的連線、備份。
link-online = 已連線
link-stranger = 總公司已不認得此電腦，見「設定」
link-offline = 離線
link-alone = 未連接總公司
link-exchanging = 同步中…
link-unsent = 待上傳 { $count } 筆
link-unsent-files = 待上傳附件 { $count } 個
link-unsent-both = 待上傳 { $count } 筆，附件 { $files } 個
link-all-sent = 已全部上傳
link-last-exchange = 上次同步 { $when }
link-never-exchanged = 尚未同步
link-last-backup = 上次備份 { $when }
link-never-backed-up = 尚未備份
link-next-try = { $seconds } 秒後重試
link-trying = 正在重試…
link-try-now = 立即重試
