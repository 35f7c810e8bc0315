# Settings: parts and warranty terms.
catalogue-page = Parts and warranty
catalogue-headquarters = Headquarters keeps parts and warranty terms. They are shown here and changed there.
catalogue-parts = Parts
catalogue-part-add = New part
# $name (text)
catalogue-part-saved = { $name } is saved.
# $part (text)
catalogue-part-first = “{ $part }” is not saved yet. Save it, or leave it with Cancel.
# $part (text)
# $why (text)
catalogue-part-unsaved = “{ $part }” is not saved: { $why }
catalogue-part-moved = Pieces of this part were booked without serial numbers already, so it stays without. Write down a part of its own for pieces that have them.
catalogue-find-hint = Number, barcode or name
catalogue-number = Number
catalogue-barcode = Barcode
catalogue-barcode-hint = If the scanner reads something other than the part number
catalogue-name = Name
catalogue-unit = Unit
catalogue-unit-usual = pcs
catalogue-price = Unit price
catalogue-fits = Fits (none ticked: any machine)
catalogue-fits-short = Fits
catalogue-serialised = Each piece has a serial number
catalogue-terms = Warranty terms
catalogue-terms-how = In months; 0 is not covered. The most specific line applies: a brand goes before a machine, a machine before “any”. A line without months is removed.
catalogue-term-add = New line
catalogue-from = Runs from
catalogue-from-purchase = Purchase
catalogue-from-install = Installation
catalogue-from-manufacture = Year of manufacture
catalogue-months-wrong = Like 24
catalogue-terms-saved = The warranty terms are saved.
