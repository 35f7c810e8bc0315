# The console: headquarters’ pages for operators.

# Frame.
console-name = Console
console-overview = Overview
console-orders = Orders
console-quarantine = To decide
console-refusals = Refusals
console-journal = Journal
console-sign-in = Sign in
console-sign-out = Sign out
console-read-only = Looking only
console-search = Search
console-save = Save
console-change = Change
# $count (number)
console-more = … and { $count } more
# $page (number)
# $all (number)
console-page = Page { $page } of { $all }
console-page-before = Before
console-page-after = Next
console-yes = yes
console-no = no
console-once = It is shown this once. Write it down, or pass it on now.
console-nothing-here = There is nothing at this address.
console-trouble = The database does not answer now, and nothing was changed. Try again in a moment.
console-forged = This form was too old, or did not come from here. Nothing was changed. Open the page again and repeat.
console-not-encrypted = The console is shown over HTTPS, or on headquarters’ own computer at http://127.0.0.1. Start headquarters with --certificate and --key, or with --behind-proxy behind a proxy with TLS.
console-read-only-refused = You may look at everything here and change nothing. Nothing was changed.
console-no-cookies = Signing in needs a cookie, and the browser keeps none from here. Allow it for this address.
console-signed-out = You were signed out meanwhile. Nothing was changed. Sign in and repeat.
console-go-on = Go on to the console
console-too-often = Too many requests at once. Try again in a moment.
console-busy = Too many sign in at this moment. Try again in a few seconds.
console-broken = This page could not be made: a mistake in the program. Whoever runs headquarters finds why in its log.
console-unread = What was sent could not be read, or did not arrive. Nothing was changed. Go back and try again.

# Signing in, and one's own password.
console-name-field = Name
console-password = Password
console-sign-in-how = Whoever runs headquarters makes names and passwords: branchdesk-hq console add NAME
console-sign-in-wrong = Name or password are not right.
console-sign-in-too-often = Too many tries. Try again in a quarter of an hour.
console-password-change = Change password
console-password-old = Present password
console-password-new = New password
console-password-repeated = The new one again
# $length (number)
console-password-how = At least { $length } characters. You sign in with it afterwards, here and elsewhere.
console-password-differs = The two new passwords differ. Nothing was changed.

# The first page.
console-tile-orders = Orders without a branch
console-tile-wished = Wanted in another branch
console-tile-quarantine = To decide
console-tile-disputed = Cancelled, yet done
console-tile-alarms = Sent again, changed
console-tile-refusals = Refused within a day
# $count (number)
console-chart = Operations per hour of the last day: { $count }
# $hour (text)
# $count (number)
console-chart-hour = From { $hour }: { $count }
console-chart-none = Nothing has come in since yesterday.
console-backup = Backup
console-backup-verified = Verified
console-backup-old = More than a week old
console-backup-none = None known
# $count (number)
console-backup-holds = Operations in it: { $count }
console-backup-how = Make one with: branchdesk-hq backup FILE. A database on a server is backed up with the server’s own tools; what they made counts after: branchdesk-hq verify --copy URL
console-branches = Branches
console-branch = Branch
console-branch-search = Code or name
console-branches-none = No branch here. Open one below.
console-open-orders = Orders open
console-desks = Computers
console-desk = Computer
console-desks-none = none yet
console-desks-how = No computer has come in yet. Make an enrolment code below, and type it there under “Join headquarters”.
console-never-heard = not heard of yet
console-branch-open = Open a branch
console-branch-code = Code: 1 to 8 letters and digits
console-branch-name = Name
console-branch-districts = Divisions it looks after, one to a line
console-branch-districts-how = A code, with its name or without: 310115=浦东新区; or a name: Leeds, Leeds/Headingley
console-branch-remote = Divisions with a remote fee, one to a line
console-whole = Headquarters itself
console-headquarters-name = Name, as its branches see it
console-key-name = Intake key for
console-key-how = Shops, call centres and web pages hand orders in with one.
console-key-make = Make an intake key
# $name (text)
console-key-made = Intake key for { $name }

# A branch.
console-role = For
console-heard = Last heard of
console-enrolled = enrolled
# $when (text)
console-revoked = sent away { $when }
console-revoke = Send away
console-revoke-sure = From its next call on it is refused, for good. What it still sends waits to be decided on.
console-code = Enrolment code
console-code-make = Make a code
console-code-how = It lets one computer in, once, within a day.
# $branch (text)
# $until (text)
# $role (text)
console-code-made = For one computer of branch { $branch }, until { $until }. It is for: { $role }
console-staff = People
console-staff-none = Nobody works here yet.
console-badge = Badge
console-person = Name
console-duties = Does
console-hire = Take on
console-person-leaves = Has left
console-person-returns = Is back
console-left = has left
console-grants = Reading other branches
console-grants-how = What computers of this branch may read, or write, of others. Their own branch needs no line here.
console-grants-none = No computer here reads another branch.
console-grant-add = Grant
console-grant-remove = Take back
console-grant-reads = reads
console-grant-writes = reads and writes
console-grant-write = may write, too

# Orders.
console-orders-waiting = Waiting for a branch
console-orders-waiting-how = No branch looks after these addresses. Of the customer only the district is shown.
console-since = Since
console-source = From
console-work = Work
console-district = District
console-branch-choose = Choose a branch
console-assign = Assign
console-disputed = Cancelled, yet done
console-disputed-none = No order was cancelled and done at once.
console-disputed-how = Headquarters cancelled what the branch had done already. The work stands; somebody has talked to both, and ends it here. An order that was handed on meanwhile ends in the other branch, too.
console-is-disputed = cancelled, yet done
console-order-find = Find an order
console-order-number = Order number
console-cancel = Cancel the order
console-cancel-why = Why, in words that the branch sees
console-cancel-sure = A branch that has taken it on sees a stop notice. Work that was done stands.
# $number (text)
console-move = Hand { $number } to another branch
console-move-how = It is cancelled where it is and goes on in the other branch under a new number. A branch that has taken it on sees a stop notice. Work that was done stands.
console-move-button = Hand over
console-wished = Wanted in another branch
console-wished-how = A branch asks to hand these orders on. Choose the branch, or say why the order stays.
console-wished-none = No branch asks to hand an order on.
console-wish-why = What the branch says
console-refuse = Leave it there
console-refuse-why = Why it stays, in words that the branch sees
console-refuse-sure = The branch sees the words, and keeps the order.
console-settle = What was done stands
console-settle-both = It stands, and the other branch goes on
console-settle-undo = Take that decision back

# To decide.
console-late = Sent after a computer was sent away
console-late-how = It was done at a computer that no longer belongs here, and had no effect yet. Applying it does no more than its branch might. What may say something about a person is not shown.
console-apply = Apply
console-apply-all = Apply all
console-discard = Discard
console-discard-all = Discard all
console-discard-sure = It stays without effect, for good.
console-all-sure = All that wait, not only those on this page. If one is refused, nothing is decided.
console-salvage = Handed back after a restore
console-salvage-how = A computer has these otherwise than headquarters has had them since it went back to a backup.
console-take = As at the computer
console-drop = Leave it as it is
console-drop-sure = What the computer has goes.
console-wish-new = New
console-wish-change = Change
console-wish-remove = Removal
console-only-there = Only at the computer
console-removed-there = Removed at the computer
console-differs = Differs
console-field = Field
console-here = Headquarters
console-there = Computer
# $count (number)
console-hidden = not shown ({ $count })
console-hidden-how = It may say something about a person. The branch sees it.

# Refusals and the journal.
console-refusals-how = Calls and operations that headquarters said no to within a day; the latest 10,000 are kept. Operations that came again with other contents stand here for 30 days.
console-refusals-none = Nothing was refused
console-refusal-search = Who, what or why
console-journal-none = Nobody has changed anything yet
console-command-line = Command line
# $name (text)
console-command-line-of = Command line ({ $name })
console-when = When
console-who = Who
console-what = What
console-why = Why
# $deed (text)
# $subject (text)
console-done = { $deed }: { $subject }
console-deed-unknown = Unknown to this version
console-deed-renamed = Headquarters renamed
console-deed-branch-opened = Branch opened
console-deed-code-made = Enrolment code made
console-deed-device-role = Computer for something else
console-deed-device-revoked = Computer sent away
console-deed-grant-added = Another branch granted
console-deed-grant-removed = Grant taken back
console-deed-staff-added = Person taken on
console-deed-staff-left = Person left
console-deed-staff-returned = Person is back
console-deed-key-made = Intake key made
console-deed-order-assigned = Order assigned to a branch
console-deed-order-cancelled = Order cancelled
console-deed-order-handed-over = Order handed to another branch
console-deed-handover-refused = Handing over refused
console-deed-dispute-settled = Done in spite of cancelling: settled
console-deed-dispute-reopened = Dispute settled: taken back
console-deed-late-applied = Late operation applied
console-deed-late-discarded = Late operation discarded
console-deed-salvage-taken = Record taken from a computer
console-deed-salvage-dropped = Record left as it is
console-deed-person-erased = Person erased
console-deed-currency-set = Currency of the books set
console-deed-list-read = List read in
console-deed-backup-made = Backup made and verified
console-deed-operator-added = Operator let in
console-deed-operator-removed = Operator shut out
console-deed-password-changed = Password changed
console-deed-signed-in = Signed in
console-deed-signed-out = Signed out
console-why-unauthorized = Token missing or run out
console-why-revoked = Sent away
console-why-not-found = Not found, or none of theirs
console-why-malformed = Cannot be read
console-why-too-large = Too large
console-why-too-old = Program too old
console-why-busy = Too many calls, or busy
console-why-internal = Headquarters’ own trouble
console-why-out-of-step = Out of step; it catches up by itself
console-why-other-office = Another office
console-why-wrong-password = Wrong name or password
console-why-too-many-tries = Too many tries to sign in
console-why-forged = A form that was not ours
console-why-read-only = May only look
console-why-not-encrypted = Not encrypted
console-why-removed = Was removed
console-why-other-body = Something else has that name
console-why-repeated = known, but with other contents: was this computer copied, or is its disk failing?
console-why-immutable = A fact is never changed
console-why-illegal-event = Cannot happen to it then
console-why-field-not-allowed = Not what the computer is for
console-why-concurrent = Met another change
