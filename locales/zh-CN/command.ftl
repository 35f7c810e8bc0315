# The command line.
command-no-folder = 没有可以存放网点数据的文件夹，请用 --data DIR 指定。
command-new-office = 我的网点
command-new-person = 网点经理
