# What a button or a key does, in any room.

action-save = Save
action-save-next = Save and next
action-save-pdf = Save as PDF…
action-cancel = Cancel
action-undo = Undo
action-print = Print
action-reprint = Print again
action-open = Open
action-close = Close
action-edit = Edit
action-back = Back
action-previous-day = Previous day
action-next-day = Next day
action-today = Today
action-retry = Try again
action-yes = Yes
action-no = No
action-exchange-now = Exchange now
action-assign = Assign
action-reassign = Reassign
action-book = Book a time
action-reschedule = Reschedule
action-stop = Stop
action-restore = Restore
