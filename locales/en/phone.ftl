# $phone (text)
# $extension (text)
phone-extension = { $phone } ext. { $extension }
