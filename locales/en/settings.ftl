# Settings.
settings-saved = Saved.
# $name (text)
settings-seated = { $name } sits here now.

settings-office = Office
settings-office-heading = The office, as its paper shows it
settings-office-code = Code
settings-office-name = Name
settings-office-phone = Phone
settings-office-footer = Line at the foot of each paper
settings-office-footer-hint = For example opening hours or where to complain

settings-areas = Service areas
settings-areas-how = While a call is taken, an address in none of these is marked as outside. In a remote one the remote fee is due.
settings-areas-none = No area yet: no address counts as outside, and no remote fee is due.
settings-areas-headquarters = Headquarters draws the areas. They are shown here and changed there.
settings-area-add = Add an area
settings-area-name = Name of the area
settings-area-district = District or street
settings-area-remote = Remote: the remote fee is due
settings-area-remote-short = remote
settings-area-remove = Remove
# $name (text)
settings-area-removed = The area { $name } is removed.

settings-people = People
settings-people-none = Nobody works here yet
settings-people-how = Press F2 and enter the first person.
settings-person-add = Add a person
settings-person-new = New person
settings-person-name = Name
settings-person-badge = Badge
settings-person-phone = Phone
settings-person-roles = Roles
settings-person-skills = Machines they can work on (none ticked: all)
settings-person-areas = Areas they go to (none ticked: all)
settings-person-left = Has left the office
settings-person-left-short = left
settings-person-here = here
settings-person-sit = Sits here

settings-computer = This computer
settings-computer-who = Who sits here
settings-computer-person = Person
settings-computer-person-hint = Whatever is done here is written down under this name.
settings-computer-appearance = Language and look
settings-computer-language = Language
settings-computer-look = Look
settings-computer-size = Text size
settings-computer-data = Data
settings-computer-folder = Folder
settings-computer-memory = In memory only; nothing is kept
settings-computer-desk = Desk

settings-headquarters = Headquarters
settings-link-alone = This office stands on its own: it needs no headquarters, and everything works.
settings-link-name = Name
settings-link-address = Address
settings-link-unsent = Not yet sent
settings-link-unsent-files = Files not yet sent
settings-link-reads = Reads other branches
settings-link-last = Last exchange
settings-link-well = Connected. Whatever is done here is sent at once.
settings-link-beginning = Nothing has been exchanged since the program was started.
settings-link-no-key = The key of this computer is missing, so headquarters does not know it any more. Your work stays here. Ask headquarters for a new enrolment code, and enter it below.
settings-link-full = The disk of this computer is full. What headquarters sends is not taken in; nothing is lost, and it comes once there is room. Free some space.
settings-link-full-files = The disk of this computer is full. Files of orders from other computers wait until there is room; everything else comes in. Free some space.
settings-join = Join a headquarters
settings-join-how = Everything that was done here goes to headquarters, and a backup is made first. The catalogue, prices and areas are headquarters’ from then on. Headquarters opens a branch with your own code and gives you an enrolment code for it.
settings-join-aside = Continue in the background
settings-join-goes-on = The rest is fetched while you work.
settings-joined = Everything is at headquarters now. Its prices and areas hold; your own are in the backup.
settings-join-other = An office joins under its own code and as the first computer of that branch. Ask headquarters to open a branch with your code.
settings-join-demo = The demo city joins no headquarters. Begin anew in another data folder.
settings-rejoin = Join again
settings-rejoin-how = With a new enrolment code of your branch this computer is known again. Everything that was done here is kept and sent.
settings-rejoin-other = This code belongs to another branch.
settings-rejoined = This computer is known again, and everything is exchanged.
settings-link-exchanged = Everything is exchanged.
settings-attention = Needs a decision
settings-attention-how = What headquarters did not take and what two people changed at the same time is in a room of its own.
settings-attention-open = See what needs a decision

settings-backups = Backups
settings-backup-about = A backup is made by itself each day, checked before it counts, and those of the last fourteen days are kept. The ones you make stay until you delete them. Copy one to another disk now and then.
settings-backup-last = Last backup
settings-backup-folder = Folder
settings-backup-now = Back up now
settings-backup-copy = Save a copy elsewhere…
settings-backup-working = Working…
settings-backup-stopped = Stopped. Nothing has changed.
# $path (text)
settings-backup-made = Backed up and checked: { $path }
settings-backup-list = Backups in the data folder
settings-backup-none = None yet. The first one is made today.
settings-backup-by-hand = By hand
settings-backup-daily = Daily
# $size (number)
settings-backup-size = { $size } MB
settings-restore-other = Go back to another file…
settings-restore-heading = Go back to this backup?
settings-restore-question-alone = Everything in this office becomes as it was in the backup. What is here now is kept beside it as a file.
settings-restore-question = Everything in this office becomes as it was in the backup. What is here now is kept beside it as a file, and what headquarters already has comes back with the next exchange.
settings-search = Search
settings-search-about = Is somebody not found who is there? Make the search anew. One can go on working meanwhile; not everybody is found until it is done.
settings-search-anew = Make the search anew
settings-search-working = Making the search anew…
# $count (number)
settings-search-made = { $count ->
    [one] The search was made anew: { $count } household.
   *[other] The search was made anew: { $count } households.
}
settings-search-stopped = Stopped. The rest is made when the office is opened next; until then not everybody is found.
settings-check = Check now
settings-check-heading = Is the data sound?
settings-check-about = Checks the file, each record, the stock balances and the search. It changes nothing.
# $count (number)
settings-check-well = All is well: { $count } { $count ->
    [one] record
   *[other] records
} checked.
# $what (text)
settings-finding-file = The file is damaged: { $what }. Go back to the last backup.
# $part (text)
settings-finding-unbalanced = The balance of part { $part } is not the sum of its movements. Count it, and tell whoever looks after Branchdesk.
# $id (text)
# $kind (text)
settings-finding-unreadable = Record { $id } ({ $kind }) cannot be read and is left as it is. Exchange with headquarters or go back to a backup.
# $customer (text)
settings-finding-not-searchable = Customer { $customer } is missing from the search. Save their file once to put them back.
# $number (text)
settings-finding-number-twice = Two orders have the number { $number }: a computer gave it out again after going back to a backup. Both are whole. Write the customer’s name on their papers.
# $id (text)
# $kind (text)
settings-finding-not-shown = Record { $id } ({ $kind }) came from headquarters and says what no list can hold, so it is kept but shown nowhere. Tell headquarters.
# $name (text)
# $order (text)
settings-finding-attachment-missing = The file “{ $name }” of order { $order } is not on this computer, and nobody else is known to have it. Attach it once more, or go back to a backup.
# $name (text)
# $order (text)
settings-finding-attachment-damaged = The file “{ $name }” of order { $order } is not what it was: somebody changed it, or the disk did. Attach it once more, or go back to a backup.
# $path (text)
settings-finding-attachment-stray = Among the files of orders lies { $path }, which no order has. Move it elsewhere.

settings-about = About
settings-about-program = Program
settings-about-version = Version
settings-about-licence = Licence
settings-about-works = With the work of others
settings-import = What another system knows
settings-import-how = Customers, machines and jobs from the list of an old system or a spreadsheet.
settings-office-departments = Departments for complaints
settings-office-departments-hint = Separated by commas; the usual ones (service, parts, sales, finance, maker) are there anyway
settings-office-callback = Call back within, in hours
# $usual (number)
settings-office-callback-hint = From the sheet to the call; empty means { $usual }
settings-office-callback-wrong = From 1 to 240 hours
settings-office-envelope = Window envelopes
settings-office-envelope-hint = What letters are folded and addressed for
settings-envelope-din = DIN: DL or C6/5, window 45 × 90 mm
settings-envelope-uk = UK: DL, window 35 × 90 mm
settings-envelope-china-dl = China: DL, 220 × 110 mm
settings-envelope-china-zl = China: ZL, 230 × 120 mm
settings-envelope-taiwan = Taiwan: 220 × 110 mm, window 45 × 90 mm
settings-backup-files = A backup you make carries the files kept with orders that headquarters does not have; without a headquarters, all of them. The daily ones of an office without headquarters carry none.
settings-office-language = Language of letters
settings-office-language-screen = As on the screen
settings-office-language-hint = For customers whose own language is not written down
