# 按键一览。

keys-title = 按键一览
keys-typing = 表单和对话框
keys-everywhere = 任何地方
keys-enter = 选用高亮项，进入下一栏
keys-tab = 下一栏，Shift+Tab 上一栏
keys-space = 打开列表、勾选
keys-save = 保存，在任何一栏都可以
keys-enter-list = 在对话框的列表上：选定并确认
keys-escape = 关闭、返回
keys-caller = 查找来电客户；也可直接键入数字（回访中除外）
keys-paste = 查找剪贴板里的内容：号码按来电打开，其他放进搜索框
keys-begun = 继续未完成的来电登记
keys-commands = 按名称查找命令
keys-rooms = 各个页面
keys-way = 前往最新提示所指的地方
keys-try-now = 总部连不上时立即重试
keys-read-again = 重新读取本页
keys-page = 上下翻页；光标不在输入框和列表里时不用按 Ctrl
