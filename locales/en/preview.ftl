# Paper on screen, before it is printed or saved.

preview-larger = Larger
preview-smaller = Smaller
preview-fit = Fit the width
# $percent (text)
preview-percent = { $percent } %
preview-a4 = A4
preview-a5 = A5
preview-viewer = Open in the PDF viewer
preview-print-title = Print
preview-printer = Printer
preview-copies = Copies
preview-no-printer = Branchdesk reaches no printer of this computer by itself. Open the paper in the PDF viewer and print from there, or save it as PDF.
preview-save-title = Save as PDF
preview-path = File
preview-path-hint = The system’s file dialog did not answer. Type the folder and name here.
preview-file-kind = PDF document
# The names of files: no blanks, no signs that a system does not take.
preview-file-sheet = job-sheet
preview-file-sheets = job-sheets
preview-file-letters = letters
preview-busy = Preparing the PDF…
# $file (text)
preview-saved = Saved as { $file }.
# $printer (text)
preview-sent = Sent to { $printer }.
preview-opened = Opened in the PDF viewer.
# $count (number)
preview-recorded = { $count ->
    [one] The job sheet is marked as printed.
   *[other] { $count } job sheets are marked as printed.
}
# $count (number)
preview-reprints = { $count ->
    [one] One of these sheets was printed before and is marked as a reprint.
   *[other] { $count } of these sheets were printed before and are marked as reprints.
}
preview-letters-not-sent = Nothing is sent yet: what you print or save here (or open, where there is no printer) is recorded as sent.
# $count (number)
preview-take-out = { $count ->
    [one] Take one letter out of the pile
   *[other] Take { $count } letters out of the pile
}
# $count (number)
preview-letters-unrecorded = { $count ->
    [one] { $count } letter left here and is not recorded as sent yet.
   *[other] { $count } letters left here and are not recorded as sent yet.
}
preview-sheets-unrecorded = These job sheets left here and are not marked as printed yet.
preview-record = Record now
preview-dialog-waits = The system is asked for a folder. If no dialog appears: press F10 again and type the name here.
preview-no-viewer = No program of this computer opens PDF files. Save the paper and take it to a computer that has one.
