# Headquarters' command line, and what it says when something is not possible.

# $address (text)
hq-listening = Headquarters listens at { $address }
hq-stopped = Headquarters has stopped
# $name (text)
hq-named = Headquarters is now called { $name }
# $code (text)
# $name (text)
hq-branch-added = Branch { $code } ({ $name }) is open
# $code (text)
# $name (text)
# $desks (number)
# $orders (number)
hq-branch-line = { $code } { $name }, desks enrolled: { $desks }, orders from headquarters: { $orders }
hq-branch-none = There is no branch yet. Open one with: branchdesk-hq branch add CODE NAME
# $branch (text)
# $code (text)
# $until (text)
# $role (text)
hq-enrol-code = Enrolment code for branch { $branch }: { $code } (works once, until { $until }); the computer is for: { $role }
# $name (text)
# $key (text)
hq-intake-key = Intake key for { $name }: { $key } (it is not shown again)
# $order (text)
# $branch (text)
hq-order-taken = Order { $order } is with branch { $branch }
# $id (text)
hq-order-waits = No area covers this address. The order waits; give it to a branch with: branchdesk-hq order assign { $id } BRANCH
hq-order-none = No order waits for a branch
# $id (text)
# $source (text)
# $at (text)
hq-order-waiting = { $id } from { $source }, since { $at }
# $problems (text)
hq-order-invalid = This is not an order: { $problems }
hq-order-other-body = Another order was handed in under this idempotency key
# $id (text)
# $branch (text)
# $desk (text)
# $name (text)
# $role (text)
hq-device-line = { $id } { $branch } desk { $desk }, { $name }, for: { $role }
# $id (text)
# $branch (text)
# $desk (text)
# $name (text)
# $since (text)
hq-device-line-revoked = { $id } { $branch } desk { $desk }, { $name }, sent away { $since }
# $id (text)
# $role (text)
hq-device-role = Device { $id } is for: { $role }. It counts from its next call
hq-device-none = No device is enrolled yet
# $id (text)
hq-device-revoked = Device { $id } was sent away
# $streams (number)
# $records (number)
# $operations (number)
# $orders (number)
# $moves (number)
# $files (number)
hq-check-sound = All is well. Streams: { $streams }, records: { $records }, operations: { $operations }, orders: { $orders }, stock movements: { $moves }, files: { $files }
# $count (number)
hq-check-alarms = { $count ->
    [one] Once a computer sent something again with other contents. It was refused; look at that computer: was it copied?
   *[other] { $count } times a computer sent something again with other contents. It was refused; look at these computers: was one copied?
}
# $device (text)
# $operation (text)
# $when (text)
hq-check-alarm = { $when } computer { $device }, operation { $operation }
# $count (number)
hq-check-wrong = Something is wrong, findings: { $count }. Keep this database, restore the last verified backup
# $folder (text)
# $why (text)
hq-error-folder = The data folder { $folder } cannot be used: { $why }
# $file (text)
hq-error-foreign = { $file } is not a database of headquarters; choose another folder with --data
# $found (text)
# $known (text)
hq-error-newer = This database was made by a newer version (schema { $found }, this one knows { $known }); install the newer version
# $why (text)
hq-error-storage = The database did not take it, nothing was changed: { $why }
hq-error-stopped = Headquarters is shutting down; nothing was changed
# $address (text)
# $why (text)
hq-error-listen = Nobody can listen at { $address }: { $why }
# $why (text)
hq-error-system = The system refuses: { $why }
# $text (text)
hq-error-branch-code = “{ $text }” cannot be a branch: a code has 1 to 8 letters and digits, and a branch has a name
# $text (text)
hq-error-name = “{ $text }” cannot be a name: 1 to 100 bytes
# $text (text)
hq-error-taken = “{ $text }” is there already
# $text (text)
hq-error-unknown-branch = There is no branch “{ $text }”; see: branchdesk-hq branch list
# $text (text)
hq-error-unknown-device = There is no device “{ $text }”; see: branchdesk-hq device list
# $text (text)
hq-error-unknown-order = No order “{ $text }” waits for a branch; see: branchdesk-hq order waiting
# $text (text)
hq-error-district = “{ $text }” is no division: a code of 2, 4, 6 or 9 digits (then = and its name if you like), or a name: Leeds, Leeds/Headingley
# $why (text)
hq-error-refused = The merge refused it, nothing was changed: { $why }
# $file (text)
# $why (text)
hq-error-file = The file { $file } cannot be read as JSON: { $why }
hq-error-no-folder = The system names no folder for data; choose one with --data
# $operations (number)
# $file (text)
hq-backup-made = The backup { $file } was opened and checked, operations in it: { $operations }. Desks need not keep what lies in it
# $file (text)
hq-restored = Headquarters is what it was in { $file }. The desks bring back what was lost as they call; see: branchdesk-hq salvage list
# $file (text)
hq-restored-before = What was here before is kept as { $file }
# $id (text)
# $kind (text)
# $stream (text)
# $at (text)
hq-salvage-line = { $id } { $kind } of { $stream }, handed back { $at }
hq-salvage-none = Nothing that a desk handed back waits for a decision
# $count (number)
hq-salvage-decided = Records decided on: { $count }
# $file (text)
# $why (text)
hq-error-path = The file { $file } cannot be used: { $why }
# $file (text)
# $count (number)
hq-error-unsound = { $file } is not sound, findings: { $count }. It does not count as a backup
# $operations (number)
hq-copy-verified = The copy was opened and checked, operations in it: { $operations }. It counts as a backup: desks need not keep what lies in it. Its database can be dropped now
hq-error-copy-is-itself = This is headquarters’ database itself. Put a dump of it back into a database of its own, and name that one
hq-error-no-copy-of-this = This is no copy of this headquarters, or one from before it was last put back. It does not count as a backup
hq-error-no-server = Say with --database on which server headquarters is
# $file (text)
hq-error-onto-itself = { $file } is the database itself: name another file for the backup
# $text (text)
hq-error-unknown-salvage = No record “{ $text }” waits for a decision; see: branchdesk-hq salvage list
# $why (text)
hq-error-address = The database server’s address cannot be understood ({ $why }); it looks like postgres://user:password@host/name
hq-error-foreign-server = The database on the server holds another program’s tables; make an empty one for headquarters
hq-error-on-server = A database on a server is backed up and put back with the server’s own tools. What they made counts once it lies in a database of its own and branchdesk-hq verify --copy URL has found it sound; after it was put back in the place of headquarters, run branchdesk-hq restore without a file
hq-error-no-backup = Say which backup
hq-restored-server = The desks bring back what was lost since the backup as they call; see: branchdesk-hq salvage list
hq-error-without-server = This build of branchdesk-hq speaks to no database server
# $number (text)
# $state (text)
hq-order-standing = { $number }: { $state }
# $number (text)
# $state (text)
hq-order-standing-disputed = { $number }: { $state }, but cancelled and done at the same time; end it with: branchdesk-hq order settle { $number }
hq-order-undisputed = No order is disputed
# $branch (text)
# $number (text)
hq-order-from = came from branch { $branch }, where it was { $number }
# $branch (text)
# $number (text)
hq-order-to = went to branch { $branch } as { $number }
# $branch (text)
# $number (text)
# $state (text)
hq-order-to-ended = went to branch { $branch } as { $number }, which ended: { $state }
# $why (text)
hq-order-wished = its branch wants it handed elsewhere: { $why }
# $why (text)
hq-order-wish-refused = stays, as its branch was told: { $why }
# $number (text)
# $branch (text)
# $at (text)
# $why (text)
hq-order-wish = { $number }: { $branch } has wanted another branch since { $at }: { $why }
# $id (text)
# $device (text)
# $stream (text)
# $deed (text)
# $changes (number)
# $at (text)
hq-late-line = { $id } { $at } device { $device }, { $stream }: { $deed }, records: { $changes }
# $most (number)
hq-listed-most = No more than { $most } are listed at once
# $number (text)
# $places (text)
hq-error-number-twice = The number “{ $number }” exists more than once, and nothing was changed: { $places }
hq-late-none = Nothing came late
# $count (number)
hq-late-decided = Decided: { $count }
# $number (text)
hq-error-no-such-number = No order has the number “{ $number }”
# $number (text)
# $state (text)
hq-error-not-now = Order { $number } is “{ $state }”: that cannot happen to it now
# $number (text)
# $branch (text)
hq-error-with-this-branch = Order { $number } is with branch { $branch } already
# $text (text)
hq-error-unknown-late = No late operation “{ $text }” waits for a decision; see: branchdesk-hq late list
# $word (text)
# $help (text)
hq-word-unknown = “{ $word }” is not understood. { $help } shows what is.
# $word (text)
# $help (text)
hq-word-missing = { $word } is missing. { $help } shows what belongs there.
# $value (text)
# $word (text)
# $help (text)
hq-value-wrong = “{ $value }” does not fit { $word }. { $help } shows what belongs there.
# $value (text)
# $word (text)
# $known (text)
hq-value-unknown = “{ $value }” does not fit { $word }. It takes one of these: { $known }.
# $help (text)
hq-not-understood = The command is not understood. { $help } shows what is.
hq-restored-codes = Enrolment codes that nobody had used in the backup work no more, for somebody may have used them since; make new ones with: branchdesk-hq enrol-code BRANCH

# Currency, and the lists as tables.
hq-column-number = Number
hq-column-barcode = Barcode
hq-column-name = Name
hq-column-unit = Unit
hq-column-price = Unit price
hq-column-currency = Currency
hq-column-fits = Fits
hq-column-serialised = Serial numbers
hq-column-retired = Retired
hq-column-work = Work
hq-column-machine = Machine
hq-column-labour = Labour
hq-column-trip = Call-out
hq-column-remote = Remote area
hq-column-brand = Brand
hq-column-basis = Runs from
hq-column-parts-months = Parts, months
hq-column-labour-months = Labour, months
hq-column-trip-months = Call-out, months
# $currency (text)
hq-currency = Books are kept in { $currency }
# $currency (text)
hq-error-books-begun = Money was charged or taken in { $currency } already, so the currency stays
# $count (number)
# $language (text)
hq-parts-renamed = Parts that are called by their names in { $language } now: { $count }
# $file (text)
# $count (number)
hq-list-written = { $file } holds lines: { $count }
# $name (text)
hq-list-created = New: { $name }
# $name (text)
# $columns (text)
hq-list-changed = Changed: { $name } ({ $columns })
# $name (text)
hq-list-retired = Taken away: { $name }
# $count (number)
hq-list-more = … and { $count } more
# $columns (text)
hq-list-unread = Columns that nobody here knows were not read: { $columns }
# $created (number)
# $changed (number)
# $retired (number)
# $unchanged (number)
hq-list-sum = New: { $created }, changed: { $changed }, taken away: { $retired }, unchanged: { $unchanged }
hq-list-trial = This was a trial: nothing was written
# $file (text)
hq-list-no-table = { $file } cannot be read as a table; save it as CSV (UTF-8) or as a workbook (.xlsx)
# $file (text)
# $lines (number)
# $megabytes (number)
hq-list-too-large = { $file } is too large for a list: at most { $lines } lines and { $megabytes } MB
# $columns (text)
hq-list-lacking = Columns are missing: { $columns }. An export shows how the table looks
# $count (number)
hq-list-refused = Nothing was changed. Mistakes: { $count }
# $line (text)
# $why (text)
hq-list-line = Line { $line }: { $why }
# $line (text)
# $column (text)
# $why (text)
hq-list-cell-empty = Line { $line }, { $column }: { $why }
# $line (text)
# $column (text)
# $value (text)
# $why (text)
hq-list-cell = Line { $line }, { $column } “{ $value }”: { $why }
hq-list-missing = must not be empty
# $longest (number)
hq-list-too-long = at most { $longest } characters
hq-list-out-of-range = is more or less than it may be
hq-list-unreadable = is not understood; an export shows how it is written
hq-list-other-currency = is not the currency of the books; see: branchdesk-hq currency
# $line (text)
hq-list-twice = line { $line } is about the same
hq-list-taken = another part has it
hq-list-used = pieces of this part were moved or charged already, so that stays
hq-list-broken = cannot be read: quotation marks, separators or letters are broken
# $id (text)
# $name (text)
# $addresses (number)
# $machines (number)
# $orders (number)
# $open (number)
hq-person-line = { $id } { $name }: addresses { $addresses }, machines { $machines }, orders { $orders }, open ones { $open }
hq-person-none = Nobody has this number
hq-person-would = Nothing was changed. With --yes, names, numbers, addresses, notes and letters go for good; numbers of orders, states, parts and money stay for the books. Backups made before still hold them.
# $orders (number)
hq-person-erased = Erased. Orders that stay without their words: { $orders }. The branch’s desks follow with their next exchange; backups made before still hold the person.
# $text (text)
hq-error-unknown-person = No person “{ $text }” in this branch; see: branchdesk-hq person find
# $count (number)
hq-error-orders-open = Orders of this person that are open: { $count }. Close or cancel them first
# $id (text)
# $badge (text)
# $name (text)
# $roles (text)
hq-staff-line = { $id } { $badge } { $name }: { $roles }
# $id (text)
# $badge (text)
# $name (text)
hq-staff-line-left = { $id } { $badge } { $name }, no longer there
hq-staff-none = Nobody works at this branch yet. Take somebody on: branchdesk-hq staff add CODE NAME
# $device (text)
# $branch (text)
hq-grant-reads = Device { $device } may read branch { $branch }
# $device (text)
# $branch (text)
hq-grant-writes = Device { $device } may read and write branch { $branch }
# $device (text)
# $branch (text)
hq-grant-removed = Device { $device } may not read branch { $branch } any more
hq-grant-none = No device may read another branch than its own
# $name (text)
hq-error-unknown-operator = Nobody who signs in is called “{ $name }”; see: branchdesk-hq console list
hq-error-password = A password has at least 12 characters, and at most 200 bytes
# $name (text)
hq-operator = { $name } may sign in with this password
# $name (text)
# $password (text)
hq-operator-password = { $name } may sign in with the password { $password } (it is not shown again)
# $name (text)
hq-operator-removed = { $name } may not sign in any more
# $name (text)
# $since (text)
hq-operator-line = { $name }, since { $since }
# $name (text)
# $since (text)
hq-operator-line-read-only = { $name }, only looks, since { $since }
hq-operator-none = Nobody may sign in to the console yet. Let somebody in: branchdesk-hq console add NAME
# $at (text)
# $who (text)
# $deed (text)
# $subject (text)
hq-journal-line = { $at } { $who }: { $deed } { $subject }
# $at (text)
# $who (text)
# $what (text)
# $why (text)
hq-refusal-line = { $at } { $who }, { $what }: { $why }
