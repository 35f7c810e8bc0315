# The command line.
command-no-folder = 沒有可以存放網點資料的資料夾，請用 --data DIR 指定。
command-new-office = 我的網點
command-new-person = 網點經理
