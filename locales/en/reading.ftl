# What is measured on a machine; the unit is put behind it.

reading-voltage = Voltage
reading-current = Running current
reading-outlet-temperature = Outlet air
reading-refrigerant-pressure = Low-side pressure
reading-gas-pressure = Gas pressure
reading-water-pressure = Water pressure
reading-insulation = Insulation
reading-dissolved-solids = TDS
reading-inside-temperature = Inside
