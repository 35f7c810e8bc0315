# The keys, in a dialog of their own.

keys-title = Keys
keys-typing = In a form or dialog
keys-everywhere = Everywhere
keys-enter = takes what is marked and goes on to the next field
keys-tab = goes on, Shift+Tab goes back
keys-space = opens a list, ticks a box
keys-save = saves, from any field
keys-enter-list = on the list of a dialog: chooses and confirms
keys-escape = closes, goes back
keys-caller = Find a caller; or type digits, except during a callback
keys-paste = Look up what was copied: a number rings, anything else stands in the search box
keys-begun = Go on with the call that was begun
keys-commands = All commands by name
keys-rooms = The rooms
keys-way = Go where the latest notice leads
keys-try-now = Try headquarters at once, while it is away
keys-read-again = Read the room again
keys-page = Scroll the page; without Ctrl too, where no field or list needs the key
