# Where parts lie, in which condition, whose, and why they moved.

stock-store = Store
# $technician (text)
stock-van = { $technician }’s van
stock-van-unknown = Technician’s van
stock-faulty-store = Old parts
stock-transit = In transit
stock-supplier = Supplier
stock-customer = Customer
stock-scrap = Scrapped
stock-adjustment = Stocktake
stock-good = Good
stock-faulty = Faulty
stock-office = Office’s own
stock-headquarters = Headquarters’
stock-opening = Opening stock
stock-received = Received
stock-issued = Issued
stock-returned = Returned
stock-used = Used on a job
stock-removed = Old part taken out
stock-counted = Counted
stock-reversed = Reversed
