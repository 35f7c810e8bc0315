# The time line of a household.

history-title = Time line
history-show = Time line
history-orders = Orders only
history-all-machines = All machines
history-none = Nothing happened yet.
history-day = Day
history-what = What
history-said = Details
history-by = By
history-visit = Visit
history-call = Callback
history-letter = Letter
history-asked = Wrote to us
history-bought = Bought
history-installed = Installed
history-registered = Sale reported
history-joined = File joined
history-number = Number given up
history-moved = Moved away
# $seller (text)
history-sold-by = sold by { $seller }
