# How an order came in, and who goes first.

source-phone = Phone
source-headquarters = Headquarters
source-shop = Shop
source-import = Import
source-callback = Callback
source-normal = Normal
source-urgent = Urgent
