# 服務單類別。

kind-install = 安裝
kind-repair = 維修
kind-maintenance = 保養
kind-delivery = 送貨
kind-complaint = 客訴
kind-consultation = 諮詢
kind-exchange = 換貨
kind-return = 退貨
kind-dismantle = 拆機
kind-measure = 丈量
kind-appraisal = 品質鑑定
