phone-extension = { $phone } 转 { $extension }
