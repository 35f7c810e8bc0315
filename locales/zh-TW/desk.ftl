# 總公司登記的各台電腦的用途。

desk-role-whole-office = 全部業務
desk-role-manager = 站長
desk-role-dispatcher = 派工人員
desk-role-clerk = 文書人員
desk-role-parts-keeper = 零件管理員
desk-role-read-only = 唯讀
desk-duty-intake = 受理和建單
desk-duty-dispatch = 派工和列印
desk-duty-sheets = 回單登錄
desk-duty-parts = 零件進出庫
desk-duty-callbacks = 回訪和客訴
desk-duty-letters = 信件
desk-duty-office = 人員、設定和價格
desk-not-here = 這台電腦登記的用途是「{ $role }」，不辦理：{ $duty }。請在用途為{ $elsewhere }的電腦上辦理；總公司可以變更本機用途。
desk-not-yours = 這台電腦登記的用途是「{ $role }」，不辦理這項業務，總公司會拒絕。什麼都沒有更動。總公司可以變更本機用途。
desk-does = 本機辦理：{ $duties }
desk-does-nothing = 本機可以檢視全部內容，不能更動。
desk-for = 本機用途
