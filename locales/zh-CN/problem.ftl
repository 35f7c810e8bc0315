# 出错说明：先说发生了什么，再说怎么办。

problem-unknown = 发生意外错误，更改没有保存。请重试；若再次出现，请重启网点通并联系维护人员。
problem-stopped = 程序正在关闭，未接受此次更改。请重新启动后再做一次。

problem-database-busy = 数据文件被其他程序占用。请关闭其他网点通窗口或备份软件后重试。
problem-database-not-ours = 此文件不是网点通数据库。请选择其他数据文件夹，或从备份恢复。
problem-no-backup = { $file } 不是网点通的备份，数据没有任何改动。请换一个文件：备份文件名以 branchdesk- 开头，以 .db 结尾。
problem-backup-damaged = 备份 { $file } 已损坏，数据没有任何改动。请换一个备份。
problem-database-newer = 数据文件由更新版本的网点通写入。请安装新版本后再打开；文件未被改动。
problem-database-damaged = 数据文件已损坏。请从最近的备份恢复；损坏的文件会保留在旁边。
problem-window-open = 网点通正在使用此文件夹。请先关闭其窗口，或在窗口的“设置 › 备份”中恢复。
problem-window-silent = 网点通已在运行，但窗口没有响应。请关闭它，或在任务管理器中结束它，然后重新启动。
problem-disk-full = 磁盘已满，更改没有保存。请清理空间后再保存，已填内容仍在。

problem-folder-missing = 没有文件夹 { $folder }。请先建立，或另选文件夹。
problem-import-unknown = 没有这个编号的导入，或已经撤回。
problem-file-missing = 找不到文件 { $file }。请检查文件名和磁盘，或另选文件。
problem-file-open = { $file } 正在其他程序中打开。请在那里关闭后重试。
problem-file-unreadable = 无法读取 { $file }。请在其他程序中关闭它后重试。
# $file (text)
problem-backup-onto-itself = { $file } 正是本网点的数据文件。请为备份另选文件名或文件夹。
problem-file-unwritable = 无法写入 { $file }。请在其他程序中关闭它，或换一个文件夹或文件名。
problem-print-failed = 打印机未接受任务。请检查打印机是否开启，或存为 PDF 后打印。
problem-print-missing = 字库中没有这些字：{ $characters }，打印为〓。如需印出，请改用其他写法。

problem-link-unreachable = 无法连接总部。请继续工作：数据已保存在本机，联网后自动上传。
problem-link-address = 此地址不是总部服务器。请核对，格式如 https://hq.example.com。
problem-link-untrusted = 总部出示的证书不受这台电脑信任。如果证书是总部自己签发的，请索取文件 headquarters.pem 并放入数据文件夹。
problem-link-garbled = 收到的不是总部的应答，可能被上网认证页面拦截。请先用浏览器完成上网认证，再重试。
problem-link-code-wrong = 总部不认识此注册码。请逐字核对，或向总部索取新码。
problem-link-revoked = 总部已停用本机的接入。数据仍在本机，请联系总部重新注册。
problem-link-too-old = 总部要求更新版本才能下发数据。本机数据仍会上传，请尽快更新。

problem-phone = 电话号码不正确。请填写数字，如 138 1234 5678 或 021-5888 6688。
problem-amount = 金额不正确。请按 120 或 120.50 填写。
problem-date = 日期不正确。请按“年-月-日”或“月-日”填写。
problem-time = 时间不正确。请按 14:30 填写。
problem-quantity = 数量不正确。请填写大于零的整数。
problem-stretch = 时段不正确。请按 14-16 填写，结束要晚于开始。
problem-date-ahead = 这一天还没到，请核对日期。
problem-slot-backwards = 结束时间早于开始时间，请修改。

problem-record-gone = 该记录已不存在。请返回重新搜索。
problem-record-in-use = 还有工单用到这条记录，不能删除。请先取消该工单。
problem-same-already = 这两份档案已经合并了。
problem-call-followed = 此次回访之后已有投诉、信函或再次回访。请先撤回那一项。
problem-step-followed = 这之后已经写了信函，请先撤回信函。
problem-state-forbids = 工单处于“{ $state }”，不能做“{ $step }”。请在工单进程中查看应先做哪一步。
problem-reason-required = 取消前请选择原因。
problem-no-visit = 此工单没有待执行的上门。请先派工。
problem-sheet-entered = 派工单 { $number } 已录入。如需更正，请打开工单。
problem-sheet-stands = 该工单已有收单或已结束，费用已成立。请先撤回收单，再裁定。
problem-sheet-unknown = 没有与“{ $number }”对应的上门。请重新扫码，或输入单据右上角的单号。
# $count (number)
# $number (text)
problem-sheet-several = 没有“{ $number }”这个单号；在外单据中有 { $count } 张以它结尾，请选一张，或多输几位。
# $number (text)
problem-number-twice = 有两张工单都用了单号 { $number }，而且派工单都还在外面。请在后面加上客户电话的末四位，例如 { $number } 5678。
problem-stock-short = { $part } 仅剩 { $count } 件。请先入库或领用，或减少数量。
problem-serial-used = 机号 { $serial } 已在别处使用。请核对铭牌，一个机号只能对应一处。
problem-serial-never-came = 没有条码为 { $serial } 的件入过库，请先入库。
problem-serial-not-there = 那里没有条码为 { $serial } 的件。现有：{ $there }。
problem-letter-refused = 该客户拒收信函，未生成信件。如有误，请在客户档案中更改。
problem-letter-place = 模板中的“{ $place }”没有可填入的内容，请改正名称。
problem-letter-brace = 模板中有不成对的大括号。请写成 {"{"}customer{"}"}；要印出大括号请写两个。
problem-no-display = 没有可用的显示器，无法打开窗口。可用 `branchdesk tour --out DIR` 在无显示器时查看程序。

problem-missing = 请填写此项。
problem-longer-than-fits = 内容太长，最多 { $limit } 个字。
problem-slot-past = 这个时间已经过了，请改为之后的时间。
problem-names-nothing = 没有找到对应的内容，请从列表中选择，或检查是否写错。
problem-to-come = 这个时间还没到，请核对纸单。
problem-day-to-come = 这一天还没到，请填写上门当天的日期。
problem-before-order = 那时还没有接到这单，请核对日期和时间。
problem-out-of-range = 数字过大或过小，请核对。
problem-unreadable = 无法识别，请检查写法。
problem-taken = 已被他人使用，请换一个。
problem-link-unencrypted = 此地址没有加密。请改用 https；如果总部就在自己的内部网络，可在下面允许。
problem-office-code = 网点代码由 1 至 8 位字母或数字组成，例如 SH01。
problem-keyring = 与总部交换数据的密钥存放在这台电脑的密钥环里，但密钥环打不开。请解锁，之后会自动继续交换。
problem-erased = 此人的资料已清除，不能再写入。请新建客户。
problem-orders-open = 此客户还有 { $count } 张未完的工单。请先关闭或取消。
problem-attach-large = { $name } 超过 { $most } MB。请缩小后再添加，或只存一部分。
problem-attach-many = 每张工单最多存 { $most } 个附件。请先移除一些。
problem-attach-kind = { $name } 不能作为附件：可以是照片、PDF、文本、办公文档、录音和录像。请换一个文件。
problem-attach-empty = { $name } 是空文件。请换一个文件。
problem-attach-there = { $name } 已在这张工单的附件里。
problem-attach-elsewhere = { $name } 是在另一台电脑上添加的，这台电脑没有。请在那台电脑上打开。
problem-attach-awaited = 总部还没有 { $name }：添加它的电脑尚未上传。上传后会自动下载，也可稍后再打开。
problem-attach-not-kept = 总部暂不能存附件。请在添加它的电脑上打开。
problem-attach-spoilt = { $name } 下载后与原文件不一致。请再打开一次。
problem-barcode-taken = 另一配件已使用此条码，每种配件的条码各不相同。
problem-no-sheet = { $number } 已经结束，本网点从未打印过它的派工单，没有可打印的内容。
problem-no-mail = { $name } 不是邮件。邮件存成文件时以 .eml 结尾。
problem-enquiry-forbids = 这封来信现在是“{ $state }”，不能“{ $event }”。可能已有人先处理了，请再看一看。
problem-mail-none = 这台电脑还没有设置邮箱：设置 › 邮箱
problem-mail-password = 这台电脑上没有邮箱密码，请到 设置 › 邮箱 填写
problem-mail-unreachable = 连不上 { $place }。请检查服务器名称、端口和网络。
problem-mail-silent = 邮件服务器没有回应。
problem-mail-untrusted = 邮件服务器的证书不可信，没有向它发送任何内容。
problem-mail-no-tls = 邮件服务器在这个端口不支持 TLS。通常收信是 993，发信是 465 或 587。
problem-mail-login = 邮件服务器拒绝登录：“{ $words }”。请检查登录名和密码，多数邮箱要填客户端授权码。
problem-mail-cut = 与邮件服务器的连接中断了。
problem-mail-strange = 对方的回应不像是邮件服务器。
problem-mail-refused = 邮件服务器拒绝：“{ $words }”
problem-mail-left = 这封邮件已经寄出，无法撤回。
problem-mail-address = “{ $address }”不是可以寄达的邮箱地址。
