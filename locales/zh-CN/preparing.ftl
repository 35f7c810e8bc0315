# 更新之后补齐搜索时。
preparing-title = 正在更新搜索
preparing-about = 软件更新后只做一次，网点的资料不会改变。
preparing-working = 正在准备搜索……
preparing-later = 立即开始工作
preparing-later-about = 其余部分下次启动时继续，在此之前有的客户搜不到。
