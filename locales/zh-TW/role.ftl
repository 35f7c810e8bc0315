# 職務。

role-dispatcher = 派工人員
role-technician = 師傅
role-clerk = 客服人員
role-parts-keeper = 零件管理員
role-manager = 站長
