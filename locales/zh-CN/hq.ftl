# 总部命令行。

hq-listening = 总部服务已启动：{ $address }
hq-stopped = 总部服务已停止
hq-named = 总部名称已改为 { $name }
hq-branch-added = 网点 { $code }（{ $name }）已开通
hq-branch-line = { $code } { $name }，已登记电脑 { $desks } 台，总部派单 { $orders } 张
hq-branch-none = 还没有网点。开通：branchdesk-hq branch add 代码 名称
hq-enrol-code = 网点 { $branch } 的注册码：{ $code }（只能用一次，{ $until } 前有效）
hq-intake-key = { $name } 的受理密钥：{ $key }（不会再次显示）
hq-order-taken = 服务单 { $order } 已派给网点 { $branch }
hq-order-waits = 没有网点负责这个地址，服务单待分配。分配：branchdesk-hq order assign { $id } 网点代码
hq-order-none = 没有待分配的服务单
hq-order-waiting = { $id }，来自 { $source }，{ $at } 起待分配
hq-order-invalid = 这不是有效的服务单：{ $problems }
hq-order-other-body = 同一个幂等键下已有另一张服务单
hq-device-line = { $id } { $branch } 台号 { $desk }，{ $name }
hq-device-line-revoked = { $id } { $branch } 台号 { $desk }，{ $name }，已于 { $since } 停用
hq-device-none = 还没有登记的电脑
hq-device-revoked = 电脑 { $id } 已停用
hq-check-sound = 一切正常。数据流 { $streams } 个，记录 { $records } 条，操作 { $operations } 条，服务单 { $orders } 张，库存流水 { $moves } 条
hq-check-alarms = 有 { $count } 次电脑重发了同一操作而内容不同，均已拒收。请检查这些电脑：是否被复制过？
hq-check-alarm = { $when } 电脑 { $device }，操作 { $operation }
hq-check-wrong = 发现 { $count } 处不一致。请保留此数据库，恢复最近一次验证过的备份
hq-error-folder = 数据文件夹 { $folder } 无法使用：{ $why }
hq-error-foreign = { $file } 不是总部的数据库；请用 --data 指定其他文件夹
hq-error-newer = 这个数据库由更新的版本建立（结构 { $found }，本程序只认识 { $known }）；请安装新版本
hq-error-storage = 数据库没有接受，什么都没有改动：{ $why }
hq-error-stopped = 总部服务正在关闭，什么都没有改动
hq-error-listen = 无法在 { $address } 监听：{ $why }
hq-error-system = 系统拒绝：{ $why }
hq-error-branch-code = “{ $text }”不能作为网点：代码为 1 至 8 位字母或数字，且须有名称
hq-error-name = “{ $text }”不能作为名称：1 至 100 字节
hq-error-taken = “{ $text }”已经存在
hq-error-unknown-branch = 没有网点“{ $text }”；查看：branchdesk-hq branch list
hq-error-unknown-device = 没有电脑“{ $text }”；查看：branchdesk-hq device list
hq-error-unknown-order = 没有待分配的服务单“{ $text }”；查看：branchdesk-hq order waiting
hq-error-district = “{ $text }”不是区划代码：2、4、6 或 9 位数字，后面可加 = 和名称
hq-error-refused = 合并规则拒绝了它，什么都没有改动：{ $why }
hq-error-file = 文件 { $file } 不能作为 JSON 读取：{ $why }
hq-error-no-folder = 系统没有提供数据文件夹；请用 --data 指定
hq-backup-made = 备份 { $file } 已打开并核对，含 { $operations } 项操作。其中的内容各台电脑不必再保留
hq-restored = 总部已恢复到 { $file } 的状态。各台电脑联系时会把丢失的内容带回来；查看：branchdesk-hq salvage list
hq-restored-before = 恢复前的数据保存为 { $file }
hq-salvage-line = { $id } { $kind }，属于 { $stream }，{ $at } 交回
hq-salvage-none = 没有电脑交回而待定的记录
hq-salvage-decided = 已处理 { $count } 条记录
hq-error-path = 文件 { $file } 无法使用：{ $why }
hq-error-unsound = { $file } 有问题，共 { $count } 处，不算备份
hq-error-onto-itself = { $file } 正是数据库本身：请为备份另选文件
hq-error-unknown-salvage = 没有待定的记录“{ $text }”；查看：branchdesk-hq salvage list
hq-error-address = 无法识别数据库服务器的地址（{ $why }）；格式为 postgres://用户:密码@主机/库名
hq-error-foreign-server = 服务器上的这个数据库里是别的程序的表；请为总部新建一个空库
hq-error-on-server = 服务器上的数据库请用服务器自带的工具备份和恢复；恢复之后，再运行不带文件的 branchdesk-hq restore
hq-error-no-backup = 请指明要恢复到哪个备份
hq-restored-server = 备份之后丢失的内容，各台电脑联系时会带回来；查看：branchdesk-hq salvage list
hq-error-without-server = 这个 branchdesk-hq 不带连接数据库服务器的功能
hq-order-standing = { $number }：{ $state }
hq-order-standing-disputed = { $number }：{ $state }，但同时被取消又被完工；了结请用：branchdesk-hq order settle { $number }
hq-order-undisputed = 没有相撞的工单
hq-late-line = { $id } { $at } 设备 { $device }，{ $stream }：{ $deed }，记录 { $changes } 条
hq-listed-most = 一次最多列出 { $most } 条
hq-error-number-twice = 单号“{ $number }”不止一张，什么都没有改动：{ $places }
hq-late-none = 没有迟到的操作
hq-late-decided = 已处理：{ $count }
hq-error-no-such-number = 没有编号为“{ $number }”的工单
hq-error-not-now = 工单 { $number } 现在是“{ $state }”，这一步不可行
hq-error-unknown-late = 没有待处理的迟到操作“{ $text }”；请看：branchdesk-hq late list
# $word (text)
hq-word-unknown = 不认识“{ $word }”。用 branchdesk-hq --help 查看用法。
# $word (text)
hq-word-missing = 缺少 { $word }。用 branchdesk-hq --help 查看用法。
# $value (text)
# $word (text)
hq-value-wrong = “{ $value }”不能用于 { $word }。用 branchdesk-hq --help 查看用法。
# $value (text)
# $word (text)
# $known (text)
hq-value-unknown = “{ $value }”不能用于 { $word }，可用的有：{ $known }。
hq-not-understood = 看不懂这条命令。用 branchdesk-hq --help 查看用法。
hq-restored-codes = 备份里还没用过的注册码都已作废，因为之后可能有人用过；请重新生成：branchdesk-hq enrol-code BRANCH
