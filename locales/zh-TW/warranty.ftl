# 保固判定與依據。

warranty-in = 保固內
warranty-out = 保固外
warranty-partly = 部分保固內
warranty-title = 保固
warranty-unknown = 保固待確認
warranty-parts = 零件
warranty-labour = 工資
warranty-trip = 出勤
warranty-since-purchase = 購買
warranty-since-install = 安裝
warranty-since-manufacture = 出廠
warranty-within = 自{ $since }日 { $from } 起算，保固至 { $until }
warranty-expired = 自{ $since }日 { $from } 起算，已於 { $until } 過保
warranty-ran-out = 已過保固期
warranty-in-force = 在保固期內
warranty-no-proof = 無購買證明，購買、安裝、出廠日期皆不詳
warranty-no-term = 此機型未登錄保固條款
warranty-excluded = 使用不當或外力造成，不在保固範圍
warranty-covers = 免費項目：{ $items }
