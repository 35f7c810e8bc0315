# What a visit came to: the tick boxes of the sheet.

outcome-finished = Finished
outcome-partial = Partly done
outcome-not-home = Nobody home
outcome-refused = Customer refused
outcome-need-part = Part needed
outcome-need-appraisal = Appraisal needed
