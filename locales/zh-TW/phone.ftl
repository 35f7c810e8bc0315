phone-extension = { $phone } 轉 { $extension }
