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

# Other words for each, between commas: typed into the list they find it.
appliance-water-heater-also = boiler, geyser, immersion heater, electric water heater
appliance-gas-water-heater-also = boiler, combi, combi boiler, geyser, gas boiler
appliance-range-hood-also = hood, cooker hood, extractor, extractor hood, chimney
appliance-gas-stove-also = gas hob, gas cooker, gas range, stove top
appliance-air-conditioner-also = AC, A/C, aircon, air con, split, heat pump, cooler
appliance-washer-also = washer, laundry machine, WM
appliance-refrigerator-also = fridge, fridge freezer, icebox, ice box
appliance-dishwasher-also = dish washer, DW
appliance-water-purifier-also = purifier, water filter, filter, RO, reverse osmosis
appliance-television-also = TV, telly, set, screen
appliance-small-appliance-also = kettle, rice cooker, toaster, vacuum, blender, fan, iron
appliance-oven-also = stove, built-in oven
appliance-cooker-also = range, stove, range cooker
appliance-dryer-also = dryer, drier, clothes dryer
appliance-hob-also = induction hob, ceramic hob, electric hob, cooktop, stove top
appliance-microwave-also = micro, microwave oven
appliance-freezer-also = deep freezer, chest freezer
appliance-other-also = something else, misc

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
