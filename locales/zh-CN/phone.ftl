phone-extension = { $phone } 转 { $extension }
phone-mobile = 手机
phone-fixed = 座机
phone-service = 客服号码
phone-china-mobile = 中国移动
phone-china-unicom = 中国联通
phone-china-telecom = 中国电信
phone-china-broadnet = 中国广电
