# The command line.
command-no-folder = There is no folder to keep the office in. Name one with --data DIR.
command-new-office = My office
command-new-person = Manager
# $why (text)
command-tour-broke = The tour broke off: { $why }
# $count (number)
# $first (text)
command-tour-wrong = { $count ->
    [one] One thing was not as it should be: { $first }
   *[other] { $count } things were not as they should be; the first: { $first }
}
# $count (number)
# $folder (text)
command-tour-done = Everything is as it should be: { $count } things compared. Pictures and papers are in { $folder }.
# $count (number)
# $file (text)
command-printed = { $count ->
    [one] { $count } job sheet is in { $file }
   *[other] { $count } job sheets are in { $file }
}
# $file (text)
command-backed-up = The backup { $file } was written and checked.
# $file (text)
command-restored = The office is as it was in the backup. What was there before is in { $file }.
# $count (number)
command-sound = All is well: { $count } records.
# $count (number)
command-findings = { $count ->
    [one] One thing is wrong.
   *[other] { $count } things are wrong.
} Restore a backup, or ask whoever looks after this computer.
command-brought-forward = Branchdesk is open already; its window comes to the front.
command-handed-over = Branchdesk is open already; its window shows the caller.
command-restored-here = The office is as it was in the backup.
# $folder (text)
command-no-office = There is no office in { $folder }. Check the folder, or open Branchdesk there once to begin one.
# $text (text)
command-found-nothing = Nothing has “{ $text }” in it. A part of a name, number or address is enough.
# $tag (text)
command-language-unknown = “{ $tag }” is no language of Branchdesk. Use en, zh-CN or zh-TW.
# $word (text)
command-word-unknown = “{ $word }” is not understood. branchdesk --help shows what is.
# $word (text)
command-word-missing = { $word } is missing. branchdesk --help shows what belongs there.
# $value (text)
# $word (text)
command-value-wrong = “{ $value }” does not fit { $word }. branchdesk --help shows what belongs there.
command-not-understood = The command is not understood. branchdesk --help shows what is.
# $run (text)
command-import-run = This is import { $run }; “branchdesk import --undo { $run }” takes it back.
# $folder (text)
# $name (text)
command-office-begun = There was no office in { $folder }: one was begun, called “{ $name }”. Settings › Office names it.
command-import-unfinished-how = --open-from DAY says from which day on they stay open, --all-open leaves all open, --history-only none.
# $value (text)
# $word (text)
# $least (text)
# $most (text)
command-value-range = “{ $value }” does not fit { $word }: it is { $least } to { $most }.
command-import-refused-how = --refused FILE writes the rows with errors to a file.
# $percent (text)
command-rebuilding = Making the search anew: { $percent } %. Ctrl+C stops it.
# $count (number)
command-rebuilt = { $count ->
    [one] The search was made anew: { $count } household.
   *[other] The search was made anew: { $count } households.
}
command-rebuild-stopped = Stopped. The rest is made when the office is opened next; until then not everybody is found.
