# What went wrong, and what to do. The first sentence says what happened, the next what to do.

problem-unknown = Something unexpected happened and the change was not saved. Try again; if it happens again, restart Branchdesk and tell whoever looks after it.
problem-stopped = Branchdesk is closing and did not take the change. Start it again and repeat the last step.

problem-database-busy = Another program is using the data file. Close other copies of Branchdesk and backup programs, then try again.
problem-database-not-ours = This file is not a Branchdesk database. Choose another data folder, or restore a backup.
# $file (text)
problem-no-backup = { $file } is not a backup of Branchdesk. Nothing was changed. Choose another file: backups are called branchdesk-… and end in .db.
# $file (text)
problem-backup-damaged = The backup { $file } is damaged. Nothing was changed. Choose another backup.
problem-database-newer = A newer Branchdesk wrote this data file. Install the newer version and open it again; the file was not touched.
problem-database-damaged = The data file is damaged. Restore the last backup; the damaged file is kept beside it.
problem-window-open = Branchdesk is open on this folder. Close its window, or go back to a backup there under Settings, Backups.
problem-window-silent = Branchdesk is open already, but its window does not answer. Close it, or end it in the task manager, and start again.
problem-disk-full = The disk is full, so the change was not saved. Free some space and save again; what you typed is still here.

# $folder (text)
problem-folder-missing = There is no folder { $folder }. Make it first, or choose another.
problem-import-unknown = There is no import with this number, or it has been taken back already.
# $file (text)
problem-file-missing = { $file } is not there. Check the name and the drive, or choose another file.
# $file (text)
problem-file-open = { $file } is open in another program. Close it there and try again.
# $file (text)
problem-file-unreadable = { $file } cannot be read. Close it in other programs and try again.
# $file (text)
problem-backup-onto-itself = { $file } is the data of this office itself. Choose another name or folder for the backup.
# $file (text)
problem-file-unwritable = { $file } cannot be written. Close it in other programs, or choose another folder or name.
problem-print-failed = The printer did not take the paper. Check that it is on, or save as PDF and print from there.
# $characters (text)
problem-print-missing = No font has these characters: { $characters }. They print as 〓; write them in another way if the paper must show them.

problem-link-unreachable = Headquarters cannot be reached. Go on working: everything is kept and sent when the network is back.
problem-link-address = This address is not a headquarters server. Check it: it looks like https://hq.example.com.
problem-link-untrusted = Headquarters shows a certificate that this computer does not trust. If it is headquarters’ own, ask for its file headquarters.pem and put it into the data folder.
problem-link-garbled = The answer did not come from headquarters; a sign-in page of the network may be in between. Open a browser, sign in to the network, then try again.
problem-link-code-wrong = Headquarters does not know this enrolment code. Check each character or ask headquarters for a new one.
problem-link-revoked = Headquarters has withdrawn this computer’s access. Your work stays here; call headquarters to enrol again.
problem-link-too-old = Headquarters needs a newer Branchdesk before it sends anything. Your work is still sent; please update.

problem-phone = This is not a phone number. Write digits, for example 138 1234 5678 or 021-5888 6688.
problem-amount = This is not an amount. Write it like 120 or 120.50.
problem-date = This is not a date. Write it as year-month-day, figures only.
problem-time = This is not a time. Write it like 14:30.
problem-quantity = This is not a quantity. Write a whole number above zero.
problem-stretch = This is not a stretch of time. Write it like 14-16.
problem-date-ahead = This day still lies ahead. Please check the year.
problem-slot-backwards = The time ends before it begins. Change one of the two.

problem-record-gone = This record is no longer here. Go back and search again.
problem-record-in-use = An order needs this record, so it stays. Cancel the order first.
problem-same-already = These two are one file already.
problem-call-followed = A complaint, a letter or another call came of this call. Take that back first.
problem-step-followed = A letter has been written since. Take that back first.
# $step (text)
# $state (text)
problem-state-forbids = “{ $step }” is not possible while the order is “{ $state }”. Look at the order’s timeline to see what comes first.
problem-reason-required = Choose a reason before cancelling.
problem-no-visit = There is no open visit on this order. Assign a technician first.
# $number (text)
problem-sheet-entered = Sheet { $number } has already been entered. Open the order if the entry was wrong.
problem-sheet-stands = A sheet of this order is in, or the order is over: its charges stand. Take the entry of the sheet back first.
# $number (text)
problem-sheet-unknown = No visit belongs to “{ $number }”. Scan again or type the number at the top right of the sheet.
# $count (number)
# $number (text)
problem-sheet-several = { $count ->
    [one] No sheet is number “{ $number }”, but one that is out ends so: pick it, or type the whole number.
   *[other] No sheet is number “{ $number }”, but { $count } that are out end so: pick one, or type more of the number.
}
# $number (text)
problem-number-twice = Two orders have the number { $number }, and the sheets of both are out. Type the last four digits of the customer’s phone number after it, like { $number } 5678.
# $part (text)
# $count (number)
problem-stock-short = { $count ->
    [one] Only one of { $part } is left there.
   *[other] Only { $count } of { $part } are left there.
} Receive or issue parts first, or lower the quantity.
# $serial (text)
problem-serial-used = Serial number { $serial } is in use elsewhere. Check the plate; a serial number can be in one place only.
# $serial (text)
problem-serial-never-came = No piece with serial number { $serial } was received. Receive it first.
# $serial (text)
# $there (text)
problem-serial-not-there = No piece with serial number { $serial } lies there. What does: { $there }.
problem-letter-refused = This customer refused letters. No letter was made; change the consent in the customer’s file if that is wrong.
# $place (text)
problem-letter-place = The template has a place “{ $place }” that nothing fills. Correct its name.
problem-letter-brace = A brace in the template has no partner. Write {"{"}customer{"}"}, or double a brace that should be printed.
problem-no-display = There is no display to open a window on. Use `branchdesk tour --out DIR` to see the program without one.

problem-missing = Please fill this in.
# $limit (number)
problem-longer-than-fits = This is too long. Use at most { $limit } characters.
problem-slot-past = This time is over already. Choose a later one.
problem-names-nothing = There is nothing of that name here. Choose from the list, or check the spelling.
problem-to-come = This time is still to come. Please check the paper.
problem-day-to-come = This day is still to come. Write the day of the visit.
problem-before-order = The order only came in later. Please check day and time.
problem-out-of-range = This number is too large or too small. Please check it.
problem-unreadable = This cannot be read. Please check how it is written.
problem-taken = This belongs to someone else already. Choose another.
problem-link-unencrypted = This address has no encryption. Use https, or allow the connection below if headquarters is in your own network.
problem-office-code = An office code is 1 to 8 letters or digits, for example SH01.
problem-keyring = The keyring of this computer, where the key for headquarters lies, does not open. Unlock it; the exchange then goes on by itself.
problem-erased = The person of this file was erased. Nothing is written in it any more; open a new file.
# $count (number)
problem-orders-open = { $count ->
    [one] An order of theirs is open. Close or cancel it first.
   *[other] { $count } orders of theirs are open. Close or cancel them first.
}
# $name (text)
# $most (number)
problem-attach-large = { $name } has more than { $most } MB. Make it smaller, or keep only a part of it.
# $most (number)
problem-attach-many = An order keeps no more than { $most } files. Take some away first.
# $name (text)
problem-attach-kind = { $name } is not kept with an order: photos, PDF, text, office documents, sound and film are. Choose another file.
# $name (text)
problem-attach-empty = { $name } is empty. Choose another file.
# $name (text)
problem-attach-there = { $name } is with this order already.
# $name (text)
problem-attach-elsewhere = { $name } was attached on another computer and is not here. Open it there.
# $name (text)
problem-attach-awaited = { $name } is not at headquarters yet: the computer that has it has not sent it. It comes by itself once it has, or open it again later.
problem-attach-not-kept = Headquarters does not keep files yet. Open the file on the computer where it was attached.
# $name (text)
problem-attach-spoilt = { $name } did not arrive as it was sent. Open it again.
problem-barcode-taken = Another part has this bar code already. Each part has its own.
# $number (text)
problem-no-sheet = No sheet of { $number } was ever printed here, and its work is over: there is nothing to print.
# $name (text)
problem-no-mail = { $name } is not a mail. Mails are saved as files that end in .eml.
# $event (text), $state (text)
problem-enquiry-forbids = This cannot be done to the enquiry now: it is “{ $state }”, and was to be “{ $event }”. Somebody else may have been quicker; look at it again.
problem-mail-none = No mailbox is set up at this computer: Settings › Mail
problem-mail-password = The password of the mailbox is not kept here: type it under Settings › Mail
# $place (text)
problem-mail-unreachable = { $place } cannot be reached. Look at the server’s name and port, and whether there is a network.
problem-mail-silent = The mail server does not answer.
problem-mail-untrusted = The certificate of the mail server is not trusted, so nothing was said to it.
problem-mail-no-tls = The mail server does not speak TLS at this port. Usual are 993 in and 465 or 587 out.
# $words (text)
problem-mail-login = The mail server does not let you in: “{ $words }”. Look at the name and the password; many providers want one of its own for mail programs.
problem-mail-cut = The line to the mail server was cut.
problem-mail-strange = What answers there is not a mail server as it should be.
# $words (text)
problem-mail-refused = The mail server refuses: “{ $words }”
problem-mail-left = This mail has left already and cannot be taken back.
# $address (text)
problem-mail-address = “{ $address }” is not an address that mail can go to.
