# The status bar: the connection to headquarters, and what is safe.
link-online = Online
link-stranger = Sent away by headquarters: see Settings
link-offline = Offline
link-full = Disk full: nothing comes in until there is room
link-full-files = Disk full: files wait until there is room
link-not-stored = What comes in cannot be saved, trying again
link-alone = No headquarters
link-exchanging = Exchanging…
# $count (number)
link-unsent = Not yet sent: { $count }
# $count (number)
link-unsent-files = Files not yet sent: { $count }
# $count (number)
# $files (number)
link-unsent-both = Not yet sent: { $count }, files: { $files }
link-all-sent = Everything sent
# $when (text)
link-last-exchange = Last exchange { $when }
link-never-exchanged = Never exchanged
# $when (text)
link-last-backup = Last backup { $when }
link-never-backed-up = No backup yet
# $seconds (number)
link-next-try = next try in { $seconds } s
link-trying = trying now…
link-try-now = Try now
