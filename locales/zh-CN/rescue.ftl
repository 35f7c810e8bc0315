# 网点数据打不开：哪里不对，可以怎么办。
rescue-title = 网点数据打不开
rescue-unreadable = 数据文件无法读取。请重试；如果仍然不行，请从备份恢复。原文件会保留。
rescue-disk-full = 磁盘已满。请清理出空间后重试。
rescue-restore = 从备份恢复
rescue-no-backups = 此文件夹中没有每日备份。
rescue-other = 选择其他备份…
rescue-anew = 重新开始
rescue-anew-about = 从空的网点重新开始。原文件会改名保留在旁边。
rescue-quit = 退出
