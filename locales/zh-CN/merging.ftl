merging-title = 合并两份档案
merging-open = 与另一份档案合并
merging-kept = 保留这份档案
merging-other = 并入保留的档案
merging-turn = 互换
merging-merge = 合并
merging-goes = 双方的工单、信件、地址、机器和电话都保留；任何一方拒绝过的联系方式仍然拒绝。以后随时可以拆开。
merging-counts = 地址 { $addresses }，机器 { $machines }，工单 { $orders }
merging-one-address = 同一个地址：{ $line }
merging-one-machine = 同一台机器：{ $kept } = { $other }
merging-done = 已合并。
merging-separated = 已拆开。
merging-separate = 拆开
merging-joined = 已并入的档案
merging-when = { $day }
merging-when-by = { $day }，{ $by }
merging-find = 另一份档案
merging-none-likely = 没有相近的客户。请输入姓名或电话。
