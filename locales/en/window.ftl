# The window around the rooms.
window-title = Branchdesk
window-new-order = New order
window-dark = Dark
window-light = Light
window-commands = Commands
window-command-hint = Type what you want to do
window-sheets = Sheets
window-letters = Letters
window-import = Import a spreadsheet
window-ready = What you asked for is ready.
# $deed (text)
window-undone = Undone: “{ $deed }”.
# $deed (text)
window-undo-next = Ctrl+Z again undoes “{ $deed }”.
# $deed (text)
window-undo-none = “{ $deed }” cannot be undone.
# $deed (text)
window-undo-gone = “{ $deed }” can no longer be undone.
# $deed (text)
window-undo-failed = “{ $deed }” could not be undone just now.
# $deed (text)
window-undo-named = Undo: { $deed }
window-nothing-to-undo = There is nothing more to undo.
window-loading = Opening the office…
window-undo-last = Undo the last deed
window-find-caller = Find a caller
# What a person may call the counting of parts who does not find it under its own name.
window-command-stocktake = Stocktake
# Words, parted by blanks, by which somebody looks for the room or list.
window-command-late = late overdue due
window-command-cash = cash money takings hand-over
window-command-owed = owed owing debts unpaid due
window-command-none = Nothing is called so.

# Whose call was begun.
# $who (text)
window-begun = Call begun: { $who }
# $name (text)
window-unread = “{ $name }” could not be read
window-read-again = Try again
# $count (number)
window-read-tries = { $count ->
    [one] Tried once more, without success.
   *[other] Tried { $count } times more, without success.
}
# $count (number)
window-command-more = { $count ->
    [one] One more. Keep typing to find it.
   *[other] { $count } more. Keep typing to find them.
}
window-drop-nowhere = Open an order first: a file that is dropped on it is kept with it.
# $room (text)
window-kept = What you typed under “{ $room }” is kept: it is there when you come back.
# $time (text)
window-as-of = The room is as of { $time }.
