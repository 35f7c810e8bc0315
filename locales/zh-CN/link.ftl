# 状态栏：与总部的连接、备份。
link-online = 在线
link-stranger = 总部已不认识此电脑，见“设置”
link-offline = 离线
link-alone = 未接入总部
link-exchanging = 正在同步…
link-unsent = 待上传 { $count } 条
link-unsent-files = 待上传附件 { $count } 个
link-unsent-both = 待上传 { $count } 条，附件 { $files } 个
link-all-sent = 已全部上传
link-last-exchange = 上次同步 { $when }
link-never-exchanged = 尚未同步
link-last-backup = 上次备份 { $when }
link-never-backed-up = 尚未备份
link-next-try = { $seconds } 秒后重试
link-trying = 正在重试…
link-try-now = 立即重试
