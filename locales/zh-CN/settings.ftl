# 设置。
settings-saved = 已保存。
settings-seated = 现在由{ $name }使用这台电脑。

settings-office = 网点
settings-office-heading = 网点资料（印在单据上）
settings-office-code = 代码
settings-office-name = 名称
settings-office-phone = 电话
settings-office-footer = 单据底部的一行字
settings-office-footer-hint = 例如营业时间或投诉电话

settings-areas = 服务片区
settings-areas-how = 接单时，不在任何片区内的地址会标为片区外；偏远片区会加收远程费。
settings-areas-none = 还没有片区：任何地址都不算片区外，也不收远程费。
settings-areas-headquarters = 片区由总部划定，这里只能查看，不能更改。
settings-area-add = 添加片区
settings-area-name = 片区名称
settings-area-district = 区县或街道
settings-area-remote = 偏远：加收远程费
settings-area-remote-short = 偏远
settings-area-remove = 删除
# $name (text)
settings-area-removed = 已删除片区“{ $name }”。

settings-people = 人员
settings-people-none = 还没有人员
settings-people-how = 按 F2 添加第一位人员。
settings-person-add = 添加人员
settings-person-new = 新人员
settings-person-name = 姓名
settings-person-badge = 工号
settings-person-phone = 电话
settings-person-roles = 职责
settings-person-skills = 能做的机型（都不勾选表示全部）
settings-person-areas = 负责的区域（都不勾选表示全部）
settings-person-left = 已离职
settings-person-left-short = 离职
settings-person-here = 本机
settings-person-sit = 由此人使用本机

settings-computer = 这台电脑
settings-computer-who = 当前使用人
settings-computer-person = 人员
settings-computer-person-hint = 在这里做的每件事都记在此人名下。
settings-computer-appearance = 语言与外观
settings-computer-language = 语言
settings-computer-look = 外观
settings-computer-size = 字号
settings-computer-data = 数据
settings-computer-folder = 文件夹
settings-computer-memory = 仅在内存中，不保存
settings-computer-desk = 工位

settings-headquarters = 总部
settings-link-alone = 本网点独立运行：不需要总部，所有功能都能使用。
settings-link-name = 名称
settings-link-address = 地址
settings-link-unsent = 未发送
settings-link-unsent-files = 未发送附件
settings-link-reads = 可查看的其他网点
settings-link-last = 上次交换
settings-link-well = 已连接。在这里做的每件事都会立即发送。
settings-link-beginning = 程序启动后还没有交换过。
settings-link-no-key = 找不到这台电脑的密钥，总部已不认识它。数据仍在本机，请向总部索取新的注册码，在下方输入。
settings-link-full = 本机磁盘已满，收不下总部发来的内容。内容不会丢失，腾出空间后会继续接收。请清理磁盘。
settings-link-full-files = 本机磁盘已满，其他电脑的工单附件暂停接收，其余内容照常接收。请清理磁盘。
settings-join = 加入总部
settings-join-how = 这里做过的一切都会送到总部，加入前会先自动备份。此后产品目录、价格和服务区域以总部为准。请总部用您自己的网点编码建立网点，再给您一个注册码。
settings-join-aside = 在后台继续
settings-join-goes-on = 其余的在您工作时继续下载。
settings-joined = 资料已全部送达总部。价格和服务区域以总部为准，原来自定的留在备份里。
settings-join-other = 网点只能以自己的编码加入，并且必须是该网点的第一台电脑。请总部用您的编码建立网点。
settings-join-demo = 演示城市不能加入总部。请另选一个数据文件夹重新开始。
settings-rejoin = 重新加入
settings-rejoin-how = 输入本网点的新注册码后，总部会重新认识这台电脑。本机做过的事都会保留并发送。
settings-rejoin-other = 这个注册码属于另一个网点。
settings-rejoined = 总部已重新认识这台电脑，数据已全部交换。
settings-link-exchanged = 已全部交换完毕。
settings-attention = 待核实
settings-attention-how = 总部没有接受的、两个人同时改的，都在单独的一间里。
settings-attention-open = 查看待核实的事

settings-backups = 备份
settings-backup-about = 每天自动备份一次，检验通过才算数，保留最近十四天的；自己做的一直保留，直到您删除。请不时把一份复制到别的磁盘。
settings-backup-last = 上次备份
settings-backup-folder = 文件夹
settings-backup-now = 立即备份
settings-backup-copy = 另存一份到别处…
settings-backup-working = 正在处理……
settings-backup-stopped = 已停止，什么都没有改变。
# $path (text)
settings-backup-made = 已备份并检验：{ $path }
settings-backup-list = 数据文件夹中的备份
settings-backup-none = 还没有。今天会自动做第一份。
settings-backup-by-hand = 手动
settings-backup-daily = 每日自动
# $size (number)
settings-backup-size = { $size } MB
settings-restore-other = 恢复其他备份文件…
settings-restore-heading = 恢复到这份备份？
settings-restore-question-alone = 本网点的全部资料将回到备份时的样子。现有资料会另存为文件放在旁边。
settings-restore-question = 本网点的全部资料将回到备份时的样子。现有资料会另存为文件放在旁边；总部已收到的内容会在下次交换时取回。
settings-search = 搜索
settings-search-about = 明明有的客户却搜不到？请重建搜索。重建时可以继续工作，完成前有的客户暂时搜不到。
settings-search-anew = 重建搜索
settings-search-working = 正在重建搜索……
# $count (number)
settings-search-made = 搜索已重建：共 { $count } 户。
settings-search-stopped = 已停止。其余部分下次打开时继续，在此之前有的客户搜不到。
settings-check = 立即检查
settings-check-heading = 数据是否完好？
settings-check-about = 检查文件、每条记录、库存结余和搜索，不改动任何内容。
# $count (number)
settings-check-well = 一切正常：已检查 { $count } 条记录。
# $what (text)
settings-finding-file = 文件已损坏：{ $what }。请恢复最近的备份。
# $part (text)
settings-finding-unbalanced = 配件 { $part } 的结余与出入库合计不符。请盘点，并告知维护人员。
# $id (text)
# $kind (text)
settings-finding-unreadable = 记录 { $id }（{ $kind }）无法读取，已原样保留。请与总部交换或恢复备份。
# $customer (text)
settings-finding-not-searchable = 客户 { $customer } 不在搜索中。打开其档案保存一次即可恢复。
# $number (text)
settings-finding-number-twice = 有两张工单都用了单号 { $number }：某台电脑恢复备份后又发了一次。两张工单都完整，请在单据上注明客户姓名。
# $id (text)
# $kind (text)
settings-finding-not-shown = 记录 { $id }（{ $kind }）来自总部，内容超出列表所能容纳，已保留但不显示。请告知总部。
settings-finding-attachment-missing = 工单 { $order } 的附件“{ $name }”不在本机，别处也没有。请重新添加，或恢复备份。
settings-finding-attachment-damaged = 工单 { $order } 的附件“{ $name }”已损坏：被人改动过，或磁盘出错。请重新添加，或恢复备份。
settings-finding-attachment-stray = 附件文件夹里有 { $path }，不属于任何工单。请移到别处。

settings-about = 关于
settings-about-program = 程序
settings-about-version = 版本
settings-about-licence = 许可证
settings-about-works = 采用的他人作品
settings-import = 其他系统的资料
settings-import-how = 从旧系统的清单或表格导入客户、机器和工单。
settings-office-departments = 投诉转交部门
settings-office-departments-hint = 用逗号隔开；常用部门（服务、配件、销售、财务、厂家）已有
settings-office-callback = 回访时限（小时）
settings-office-callback-hint = 从回单到回访；不填为 { $usual } 小时
settings-office-callback-wrong = 请填 1 至 240 小时
settings-office-envelope = 开窗信封
settings-office-envelope-hint = 信函按此折叠、排收信地址
settings-envelope-din = 德国 DIN：DL 或 C6/5，窗口 90 × 45 毫米
settings-envelope-uk = 英国 DL：窗口 90 × 35 毫米
settings-envelope-china-dl = 国标 DL（5 号）：220 × 110 毫米
settings-envelope-china-zl = 国标 ZL（6 号）：230 × 120 毫米
settings-envelope-taiwan = 台湾：220 × 110 毫米，窗口 90 × 45 毫米
settings-backup-files = 手动备份包含总部还没有的工单附件；没有总部时包含全部附件。没有总部时，每日自动备份不含附件。
settings-office-language = 信函语言
settings-office-language-screen = 与屏幕相同
settings-office-language-hint = 客户档案未注明语言时使用
