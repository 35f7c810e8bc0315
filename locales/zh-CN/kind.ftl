# 工单类型。

kind-install = 安装
kind-repair = 维修
kind-maintenance = 保养
kind-delivery = 送货
kind-complaint = 投诉
kind-consultation = 咨询
kind-exchange = 换货
kind-return = 退货
kind-dismantle = 拆机
kind-measure = 测量
kind-appraisal = 质量鉴定
