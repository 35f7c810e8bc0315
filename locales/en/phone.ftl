# $phone (text)
# $extension (text)
phone-extension = { $phone } ext. { $extension }
phone-mobile = Mobile
phone-fixed = Fixed line
phone-service = Service number
phone-china-mobile = China Mobile
phone-china-unicom = China Unicom
phone-china-telecom = China Telecom
phone-china-broadnet = China Broadnet
