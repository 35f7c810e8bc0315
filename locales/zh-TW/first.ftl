# 首次啟動：三種開始方式。
first-title = 歡迎使用網點通
first-subtitle = 請選擇如何開始。資料都儲存在這台電腦上。自己的網點日後也能加入總公司。
first-joined = 這台電腦已加入{ $office }，那裡的資料都在這裡了。

first-try = 先試試看
first-try-brief = 一座虛構的城市，一整年的業務
first-try-about = 開啟一座虛構城市裡的虛構網點，隨意看、隨意按，不會弄壞任何東西。不需要網路，也不會告訴任何人。
first-try-people = 8 位師傅，一個正在運作的網點
first-try-households = 1,200 戶客戶，1,500 台用戶機
first-try-orders = 過去一年的 3,000 張服務單，含到府、零件、費用與回訪
first-try-today = 今天的待派單、明天的安排、未收回單、待回訪，還有一件客訴
first-try-begin = 開啟示範城市
first-try-working = 正在建造城市……

first-join = 加入總公司
first-join-brief = 憑位址與註冊碼
first-join-about = 總公司會給您一個位址和一組註冊碼。這台電腦將成為網點的一個工作位，並取回網點的全部資料；此後斷網數週也能照常工作。
first-join-nobody = 此網址沒有回應。請核對網址和網路連線，然後重新加入。
first-join-address = 總公司位址
first-join-address-hint = 例如 hq.example.com
first-join-code = 註冊碼
first-join-code-hint = 十二位字母與數字，只能使用一次
first-join-device = 這台電腦的名稱
first-join-device-hint = 方便總公司分辨各個工作位
first-join-unencrypted = 使用未加密連線
first-join-unencrypted-hint = 僅限自己的內部網路：同一網路的人可能看到傳輸內容。
first-join-begin = 加入
first-join-again = 繼續取回
first-join-asking = 正在聯絡總公司……
# $count (number)
first-join-fetching = 正在取回網點資料：已收到 { $count } 筆
first-join-waiting = 這台電腦已屬於一個網點，但資料尚未全部取回。

first-who-title = 您是哪一位？
first-who-nobody = 這個網點尚未登記任何人員。請填寫第一位人員，擁有全部權限。
first-who-nobody-yet = 這個網點尚未登記任何人員。人員由總公司或網點的主要電腦登記，登記後即可在此選擇。
first-who-choose = 請選擇您是誰，日後可隨時在「設定」中更改。
first-who-person = 人員
first-who-new = 名單裡沒有我
first-who-new-hint = 填寫您的姓名，網點從此認識您
first-who-begin = 開始

first-own = 自己開網點
first-own-brief = 不需要總公司
first-own-about = 在這台電腦上建立一個完整、獨立的網點。填好幾項就能列印第一張派工單；舊試算表可以稍後匯入。
first-own-code = 網點代碼
first-own-code-hint = 1 至 8 位字母或數字，會印在每個服務單號裡
first-own-name = 網點名稱
first-own-phone = 電話
first-own-city = 縣市
first-own-district = 區
first-own-first = 您的姓名
first-own-first-hint = 第一位人員，擁有全部權限
first-own-technicians = 師傅
first-own-technicians-hint = 姓名之間用逗號或頓號隔開，日後可再新增
first-own-begin = 建立網點
first-own-working = 正在建立網點……
first-own-terms = 保固條款
first-own-terms-hint = 之後可在「設定 › 零件與保固」中修改
first-own-terms-statutory = 中國大陸三包規定，依類別
first-own-terms-one-year = 自購買日起一年，所有機器
