# The command line.
command-no-folder = 没有可以存放网点数据的文件夹，请用 --data DIR 指定。
command-new-office = 我的网点
command-new-person = 网点经理
# $why (text)
command-tour-broke = 巡览中断：{ $why }
# $count (number)
# $first (text)
command-tour-wrong = 有 { $count } 处与应有的不符，第一处：{ $first }
# $count (number)
# $folder (text)
command-tour-done = 一切如常：共核对 { $count } 处。图片和单据在 { $folder }。
# $count (number)
# $file (text)
command-printed = { $count } 张派工单已写入 { $file }
# $file (text)
command-backed-up = 备份 { $file } 已写入并校验。
# $file (text)
command-restored = 网点已恢复到备份时的状态，原来的数据保存在 { $file }。
# $count (number)
command-sound = 一切正常：共 { $count } 条记录。
# $count (number)
command-findings = 发现 { $count } 处问题，请恢复备份，或联系维护人员。
command-brought-forward = 网点通已在运行，已切换到其窗口。
command-handed-over = 网点通已在运行，其窗口会显示来电。
command-restored-here = 网点已恢复到备份时的状态。
# $folder (text)
command-no-office = { $folder } 里没有网点数据。请检查文件夹，或先在那里打开一次网点通。
# $text (text)
command-found-nothing = 没有找到“{ $text }”。姓名、号码或地址的一部分就够了。
# $tag (text)
command-language-unknown = 没有语言“{ $tag }”，请用 zh-CN、zh-TW 或 en。
# $word (text)
command-word-unknown = 不认识“{ $word }”。用 branchdesk --help 查看用法。
# $word (text)
command-word-missing = 缺少 { $word }。用 branchdesk --help 查看用法。
# $value (text)
# $word (text)
command-value-wrong = “{ $value }”不能用于 { $word }。用 branchdesk --help 查看用法。
command-not-understood = 看不懂这条命令。用 branchdesk --help 查看用法。
command-import-run = 这是第 { $run } 次导入；用 branchdesk import --undo { $run } 可以撤回。
command-office-begun = { $folder } 里原来没有网点：已新建，名为“{ $name }”。名称可在“设置 › 网点”里改。
command-import-unfinished-how = --open-from 日期 指定从哪天起仍未完结，--all-open 全部未完结，--history-only 全部作为历史。
command-value-range = “{ $value }”不符合 { $word }：应为 { $least } 到 { $most }。
command-import-refused-how = --refused 文件 可把有错误的行写入文件。
# $percent (text)
command-rebuilding = 正在重建搜索：{ $percent } %，按 Ctrl+C 停止。
# $count (number)
command-rebuilt = 搜索已重建：共 { $count } 户。
command-rebuild-stopped = 已停止。其余部分下次打开时继续，在此之前有的客户搜不到。
