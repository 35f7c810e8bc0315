# Settings: parts and warranty terms.
catalogue-page = Parts and warranty
catalogue-headquarters = Headquarters keeps parts and warranty terms. They are shown here and changed there.
catalogue-parts = Parts
catalogue-part-add = New part
# $name (text)
catalogue-part-saved = { $name } is saved.
catalogue-find-hint = Number, bar code or name
catalogue-number = Number
catalogue-barcode = Bar code
catalogue-barcode-hint = Where a scanner reads something else than the number
catalogue-name = Name
catalogue-unit = Counted in
catalogue-unit-usual = pcs
catalogue-price = Price of one
catalogue-fits = Fits (none ticked: any machine)
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
