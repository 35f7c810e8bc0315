phone-extension = { $phone } 轉 { $extension }
phone-mobile = 手機
phone-fixed = 市話
phone-service = 客服號碼
phone-china-mobile = 中國移動
phone-china-unicom = 中國聯通
phone-china-telecom = 中國電信
phone-china-broadnet = 中國廣電
