# 網點資料打不開：哪裡不對，可以怎麼辦。
rescue-title = 網點資料打不開
rescue-unreadable = 資料檔無法讀取。請再試一次；如果仍然不行，請從備份還原。原檔案會保留。
rescue-disk-full = 磁碟已滿。請清出空間後再試一次。
rescue-restore = 從備份還原
rescue-no-backups = 此資料夾中沒有每日備份。
rescue-other = 選擇其他備份…
rescue-anew = 重新開始
rescue-anew-about = 從空的網點重新開始。原檔案會改名保留在旁邊。
rescue-quit = 結束
