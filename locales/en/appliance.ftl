# Kinds of machines, and what their plates and invoices say.

appliance-water-heater = Water heater
appliance-gas-water-heater = Gas water heater
appliance-range-hood = Range hood
appliance-gas-stove = Gas stove
appliance-air-conditioner = Air conditioner
appliance-washer = Washing machine
appliance-refrigerator = Refrigerator
appliance-dishwasher = Dishwasher
appliance-water-purifier = Water purifier
appliance-television = Television
appliance-small-appliance = Small appliance
appliance-oven = Oven
appliance-cooker = Cooker
appliance-dryer = Tumble dryer
appliance-hob = Hob
appliance-microwave = Microwave
appliance-freezer = Freezer
appliance-other = Other appliance

appliance-category = Category
appliance-brand = Brand
appliance-model = Model
appliance-serial = Serial number
appliance-made = Year of manufacture
appliance-made-hint = Year, or age in years
appliance-purchased = Purchase date
appliance-installed = Installed on
appliance-shop = Shop
appliance-invoice = Invoice number
appliance-unknown = Machine not named
# $piece (text)
# $whole (text)
appliance-piece-of = { $piece }, part of { $whole }
