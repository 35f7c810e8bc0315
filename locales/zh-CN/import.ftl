# 导入其他系统的表格。

import-title = 导入表格
import-intro = 请选择旧系统导出的表格。确认预览之前不会写入任何数据。
import-choose = 选择表格文件…
import-formats = Excel（.xlsx、.xls）、OpenDocument（.ods）、CSV 或文本；UTF-8、UTF-16、GB18030、Big5、Windows-1252 均可
import-mapping = 列与字段对应
import-mapping-name = 对应方案名称
import-mapping-saved = 已存方案
import-sample = 示例
import-leave-out = 不导入
import-dry-run = 试导入
import-run = 开始导入
import-created = 新增
import-updated = 更新
import-unchanged = 无变化
import-errors = 有错误
import-summary = 新增 { $created }，更新 { $updated }，无变化 { $unchanged }，错误 { $errors }
import-dry-run-done = 这是试导入，尚未写入任何数据。按 F10 正式导入。
import-done = 导入完成。
import-error-file = 错误行已存入 { $file }。请改正后导入该文件。
import-undone = 已撤回 { $count } 条记录
import-history = 导入记录
import-rehearsal-stopped = 试导入已停止：读了 { $rows } 行，约占文件的 { $percent }%。未写入任何数据。
import-stopped = 导入已停止：读了 { $rows } 行，约占文件的 { $percent }%。已写入的部分可以撤销。

import-not-a-table = 这个文件不是表格。请选择工作簿（.xlsx、.xls、.ods）、CSV 或文本文件。
import-workbook-damaged = 这个工作簿读不出来：文件已损坏，或者并不是工作簿。请用原来的程序打开、另存一份，再选一次。
import-workbook-locked = 这个工作簿有密码保护。请取消密码另存一份，再选一次。
import-workbook-large = 这个工作簿太大，一次读不下。请把其中的工作表另存为 CSV，再选那个文件。
# $name (text)
# $sheets (text)
import-sheet-unknown = 这个工作簿里没有“{ $name }”工作表。有：{ $sheets }。
import-sheet = 工作表
import-spreadsheets = 电子表格
# $count (number)
import-cut-short = { $count } 行里有过长的文字，已截短。
# $count (number)
import-not-noted = { $count } 行说的是已有的工单，其中的备注、师傅或付款没有重新记下。
import-empty = 文件是空的，请另选文件。
import-fields-missing = 以下字段没有对应的列：{ $fields }。
import-line-fault = 第 { $line } 行：{ $why }
import-fault-twice = 前面已有一行是这个单号
import-fault-another = 前面已有一行是同一客户、但姓名不同；{ $name } 可能是另一个人
import-fault-person-twice = 前面已有一行是同一个人；同名的人请用工号区分
import-fault-part-twice = 前面已有一行是同一配件
import-fault-long = “{ $column }”超过 { $limit } 个字
import-fault-range = “{ $column }”：{ $value } 太小或太大
import-fault-elsewhere = “{ $column }”：{ $value } 已在别处，或已在客户处
import-fault-cross = “{ $column }”：{ $value } 可能是“是”，也可能是“否”；请写明
import-broken = 文件从第 { $line } 行起读不下去：文件在此处损坏，或磁盘出错。后面的内容没有导入。请用原来的程序打开、另存一份，再导入。
# $fields (text)
import-fault-nothing = 无从处理：{ $fields }都是空的
import-fault-encoding = “{ $column }”含有与编码不符的字符
import-fault-cells = 有 { $found } 格，但只有 { $expected } 个列名
import-fault-columns = 超过 { $limit } 列
import-fault-cut = 文件在此行中间中断
import-fault-blank = “{ $column }”为空
import-fault-date = “{ $column }”：{ $value } 不是日期
import-fault-day-or-month = “{ $column }”：{ $value } 分不清月和日，请在各列旁边选日期顺序（--days），或写成 2024-03-05
import-fault-negative = “{ $column }”：{ $value } 是负数
import-fault-number = “{ $column }”：{ $value } 不是数字
import-fault-phone = “{ $column }”：{ $value } 不是电话号码
import-fault-value = “{ $column }”：{ $value } 没有对应的含义

import-field-key = 原系统编号
import-field-customer = 客户姓名
import-field-phone = 电话
import-field-address = 地址
import-field-town = 城市
import-field-branch = 网点
import-field-service = 服务类型
import-field-category = 品类
import-field-brand = 品牌
import-field-model = 型号
import-field-serial = 机号
import-field-age = 使用年限
import-field-made = 出厂年份
import-field-purchased = 购买日期
import-field-received = 受理日期
import-field-finished = 完工日期
import-field-fault = 故障描述
import-field-result = 处理结果
import-field-barrier = 未修复原因
import-field-technician = 师傅
import-field-amount = 收费
import-field-paid = 付款
import-field-remark = 备注

import-fault-unreadable = 这一行无法读取
import-line = 行号
import-reason = 原因
import-error-suffix = 未导入
import-file = 文件
import-looking = 正在查看文件…
import-running = 正在导入…
import-rehearsing = 正在试导入，不会写入任何数据…
import-rehearse-first = 先试导入看结果；之后再按 F10 才会写入。
import-no-dialog = 系统的文件对话框没有响应。请直接输入文件夹和文件名，再按回车。
import-nothing = 尚未选择文件
import-nothing-how = 输入路径后按 Enter，或按 Ctrl+O 选择。这里会显示它的列和前几行。
# $count (number)
import-columns = { $count } 列
import-mapping-hint = 以此名称保存后，列名相同的表格会自动沿用。
import-taken-back = 已撤回
# $name (text)
import-mapping-misfit = 对应方案“{ $name }”是为其他列的表格建立的，请为此表格另取名称。
# $name (text)
import-mapping-new = 之前没有对应方案“{ $name }”：已自动推测各列，并以此名称保存。
# $name (text)
import-mapping-unknown = 还没有对应方案“{ $name }”：各列为自动推测。
# $why (text)
# $run (text)
import-cut = { $why }导入就此中断；用 branchdesk import --undo { $run } 可撤回已导入的部分。
import-mapping-taken = 已有另一个名为“{ $name }”的对应方案，请换一个名称。
import-mapping-replace-title = 覆盖对应方案“{ $name }”？
import-mapping-replace-words = 已有一个同名的对应方案，列或字段与此不同。保存后原来的将不再保留。
import-mapping-replace = 覆盖并导入
import-mapping-none = 未采用
import-mapping-others = 另有 { $count } 个适用于其他列的表格。
import-number = 编号
import-when = 时间
import-outcome = 结果
import-undo-of = 撤销第 { $run } 次导入
import-unfinished = 表格中有 { $count } 单没有完结，最早的是 { $day }：{ $open } 单按未完结，{ $history } 单作为已结历史。
import-unfinished-undated = 表格中有 { $count } 单没有完结：{ $open } 单按未完结，{ $history } 单作为已结历史。
import-left-unfinished = 原系统中没有完结，作为历史导入
import-result-unknown = 原系统里不知道结果
import-unfinished-title = 没有完结的工单
import-unfinished-recent = 近一年的保留未完结
import-unfinished-open = 全部保留未完结
import-unfinished-history = 全部作为历史
import-unfinished-since = 从某日起…
import-unfinished-day = 从哪天起仍未完结
# $figures (text)
# $words (text)
import-unfinished-day-hint = 如 { $figures }，或 { $words }
import-unfinished-how = 未完结的会马上出现在“今日”和派工板上；历史可以查找、打印，不会有人等着处理。
import-fees = 已完工单的费用
import-fees-owed = 还没付
import-fees-paid = 已付清
import-fees-noted = 只作备注
import-fees-how = 表格没有写是否付款的列。“还没付”：保留未完结那段时间的工单算欠款，列在“工单 › 欠款”中。状态里写明已付或未付的，以状态为准。
import-days = 日期顺序
import-days-day-first = 日/月/年（31/12/2024）
import-days-month-first = 月/日/年（12/31/2024）
import-days-unclear = 看不出，请选
import-days-refused = 03/04/2024 这样的日期会被拒绝
import-undoing = 正在撤销导入…
import-undo-title = 撤销第 { $run } 次导入？
import-undo-confirm = 撤销
import-undo-words = { $file } 导入了 { $households } 户客户、{ $orders } 张工单，连同所属内容共 { $records } 条记录。之后没有人动过的会删除或恢复原样，其余保留。
import-undo-stopped = 已停止：撤销了 { $records } 条记录，其余仍在。再按“撤销第 { $run } 次导入”可继续。
import-undo-kept = 有 { $kept } 条之后被改动过，予以保留。
import-untaken = 未导入的列：{ $columns }。可在下面为它们选字段，或随每张工单记为备注。
import-untaken-noted = 随每张工单记为备注的列：{ $columns }。
import-untaken-told = 未导入的列：{ $columns }
import-untaken-note = 其余的列随每张工单记为备注
import-words = “{ $column }”列中各词的含义
import-words-how = 还没有含义的词，所在的行会被拒绝。所选含义随方案保存。
import-words-open = 尚未完成
import-words-to-call = 已完成，待回访
import-words-closed = 已完成并结单
import-words-paid = 已完成，已付款
import-words-owed = 已完成，未付款
import-words-cancelled = 没有做：已取消
import-words-unknown = 已结束，结果不明
import-words-none = 尚未选择
import-refused = 有错误的行
import-refused-row = 该行内容
import-refused-more = 这里显示前 { $count } 行；另有 { $more } 行在文件中。
import-no-rows = 只有列名，下面没有数据。请选择有数据的文件。
import-misnamed = 文件名是工作簿，内容却是文本（{ $encoding }），按文本读取。
import-assigned = { $count ->
   *[other] 已按表格把 { $count } 张预约单派给师傅，钟点仍需与客户约定。
}
import-assigned-past = { $count ->
   *[other] { $count } 张未完工的单原定日期已过，表格里的派工没有带入，现为待派工。
}
import-technicians-unknown = 本网点没有叫 { $names } 的师傅：他们的预约单等待派工。请在“设置 › 人员”中登记，再导入同一表格。
import-charged = { $count ->
   *[other] 有 { $count } 张已完工的单带入收费
}，共 { $amount }。
import-paid = { $count ->
   *[other] 带入收款 { $count } 笔
}，共 { $amount }。
import-sample-row = 第 { $number } 行
import-sample-column = 列
import-owing = { $count ->
   *[other] 有 { $count } 张已完工的单还没有付款
}，共 { $amount }，列在“工单 › 欠款”中。
import-refused-later = 正式导入时会写入表格旁边的文件。
import-machines-how = 同一家庭、没有机号、品类、品牌、型号都相同的行视为同一台机器；使用年数不同，或两张未完的单写明同一型号时，算两台。
import-fault-to-come = “{ $column }”：{ $value } 还没有到，工单却已完工
import-services = 按服务类型：{ $kinds }。

import-list = 每一行是什么
import-list-jobs = 工单（连同住户和机器）
import-list-customers = 客户
import-list-appliances = 客户的机器
import-list-staff = 网点人员
import-list-parts = 配件目录
import-list-stock = 期初库存
import-match = 按什么认作同一个
import-match-usual = 电话和姓名；没有电话时按姓名和地址
import-match-usual-staff = 工号；没有工号时按姓名
import-match-usual-part = 配件编号
import-match-usual-stock = 配件编号和存放地点
import-match-phone = 只按电话
import-match-address = 姓名和地址
import-match-number = 客户编号
import-match-serial = 机器的序列号
import-match-name = 只按姓名
import-match-barcode = 条形码
import-match-how = 相同的只更新，不重复建立；本网点自己写的内容保留。
import-encoding = 编码
import-separator = 单元格之间
import-separator-comma = 逗号
import-separator-tab = 制表符
import-separator-semicolon = 分号
import-separator-bar = 竖线
import-unit-piece = 个
import-field-customer-number = 客户编号
import-field-phone-second = 备用电话
import-field-organisation = 是否单位
import-field-level = 客户等级
import-field-birthday = 生日
import-field-language = 语言或方言
import-field-consent = 同意联系
import-field-refused = 谢绝的方式
import-field-installed = 安装日期
import-field-shop = 购买商场
import-field-invoice = 发票号
import-field-badge = 工号
import-field-staff = 姓名
import-field-roles = 岗位
import-field-skills = 会修的品类
import-field-left = 是否离职
import-field-part-number = 配件编号
import-field-part-name = 配件名称
import-field-unit = 单位
import-field-price = 单价
import-field-barcode = 条形码
import-field-fits = 适用品类
import-field-serialised = 每件有序列号
import-field-quantity = 数量
import-field-place = 存放地点
import-fault-digits = “{ $column }”：{ $value } 的尾数被表格软件弄丢了，请从原始资料补上
import-fault-phones = “{ $column }”：{ $value } 是多个号码，请把第二个放在单独一列
import-fault-badge = 工号 { $badge } 是别人的
import-fault-part-taken = { $part } 已是另一个配件的编号或条形码
import-fault-part-unknown = 没有配件 { $part }：请先导入配件目录
import-undo-words-plain = { $file } 导入了 { $records } 条记录。之后没有人改动或用过的会撤回或恢复原样，其余保留。
