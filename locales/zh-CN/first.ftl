# 首次启动：三种开始方式。
first-title = 欢迎使用网点通
first-subtitle = 请选择如何开始。数据都保存在这台电脑上。自己的网点以后也能加入总部。
first-joined = 这台电脑已加入{ $office }，那里的资料都在这里了。

first-try = 先试试看
first-try-brief = 一座虚构的城市，一整年的业务
first-try-about = 打开一座虚构城市里的虚构网点，随便看、随便点，不会弄坏任何东西。不需要网络，也不会告诉任何人。
first-try-people = 8 位师傅，一个正在运转的网点
first-try-households = 1,200 户客户，1,500 台用户机
first-try-orders = 过去一年的 3,000 张工单，含上门、配件、费用和回访
first-try-today = 今天的待派单、明天的安排、未收回单、待回访，还有一件投诉
first-try-begin = 打开示范城市
first-try-working = 正在建造城市……

first-join = 加入总部
first-join-brief = 凭地址和注册码
first-join-about = 总部会给您一个地址和一个注册码。这台电脑将成为网点的一个工位，并取回网点的全部资料；此后断网几周也能照常工作。
first-join-nobody = 该地址没有应答。请核对地址和网络连接，然后重新加入。
first-join-address = 总部地址
first-join-address-hint = 例如 hq.example.com
first-join-code = 注册码
first-join-code-hint = 十二位字母和数字，只能用一次
first-join-device = 这台电脑的名称
first-join-device-hint = 便于总部区分各个工位
first-join-unencrypted = 使用不加密连接
first-join-unencrypted-hint = 仅限自己的内部网络：同一网络的人可能看到传输内容。
first-join-begin = 加入
first-join-again = 继续取回
first-join-asking = 正在联系总部……
# $count (number)
first-join-fetching = 正在取回网点资料：已收到 { $count } 条
first-join-waiting = 这台电脑已属于一个网点，但资料还没有全部取回。

first-who-title = 您是哪一位？
first-who-nobody = 这个网点还没有登记任何人员。请填写第一位人员，拥有全部权限。
first-who-nobody-yet = 这个网点还没有登记任何人员。人员由总部或网点的主电脑登记，登记后即可在此选择。
first-who-choose = 请选择您是谁，以后可随时在“设置”中更改。
first-who-person = 人员
first-who-new = 名单里没有我
first-who-new-hint = 填写您的姓名，网点从此认识您
first-who-begin = 开始

first-own = 自己开网点
first-own-brief = 不需要总部
first-own-about = 在这台电脑上建立一个完整、独立的网点。填好几项就能打印第一张派工单；旧表格可以稍后导入。
first-own-code = 网点代码
first-own-code-hint = 1 至 8 位字母或数字，会印在每个工单号里
first-own-name = 网点名称
first-own-phone = 电话
first-own-city = 城市
first-own-district = 区县
first-own-first = 您的姓名
first-own-first-hint = 第一位人员，拥有全部权限
first-own-technicians = 师傅
first-own-technicians-hint = 姓名之间用逗号或顿号隔开，以后可再添加
first-own-begin = 建立网点
first-own-working = 正在建立网点……
first-own-terms = 保修条款
first-own-terms-hint = 以后可在“设置 › 配件与保修”中修改
first-own-terms-statutory = 国家三包规定，按品类
first-own-terms-one-year = 自购买日起一年，所有机器
