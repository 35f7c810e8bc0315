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
catalogue-find-hint = Number, bar code or name
catalogue-number = Number
catalogue-barcode = Bar code
catalogue-barcode-hint = Where a scanner reads something else than the number
catalogue-name = Name
catalogue-unit = Counted in
catalogue-unit-usual = pcs
catalogue-price = Price of one
catalogue-fits = Fits (none ticked: any machine)
catalogue-fits-short = Fits
catalogue-serialised = Each piece has a serial number
catalogue-terms = Warranty terms
catalogue-terms-how = In months; 0 is not covered. The most exact line counts: a brand goes before a machine, a machine before “any”. A line without months is struck out.
catalogue-term-add = New line
catalogue-from = Counted from
catalogue-from-purchase = Purchase
catalogue-from-install = Installation
catalogue-from-manufacture = Year of make
catalogue-months-wrong = Like 24
catalogue-terms-saved = The warranty terms are saved.
