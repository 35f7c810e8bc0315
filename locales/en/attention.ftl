# What people have to decide: the room “Needs a decision”.
attention-title = Needs a decision
attention-none = Nothing needs a decision
attention-none-how = When two people change the same thing at the same time, or headquarters does not take a change, it is shown here with both values. Nothing is lost.
attention-column-sort = Kind
attention-column-about = About
attention-column-what = What
attention-column-when = Since
attention-lost = Two values
attention-refused = Not taken
attention-order = Order
attention-stock = Stock below zero
attention-money = Money
# $sum (text)
attention-over = { $sum } more came in than was charged
# $sum (text)
# $means (text)
attention-paid-twice = { $sum } ({ $means }) was written down twice, probably on two computers. If the customer paid once, take one back. If they paid twice, give it back to them and press the same button.
# $sum (text)
attention-over-how = { $sum } more is written down than the customer was charged. Look at the order; if a sum is wrong, correct its sheet; if the customer paid too much, give it back and press the button. If it is a tip or was rounded, let it stand.
# $sum (text)
attention-give-back = Take { $sum } back
attention-given-back = Taken back: what came in is what was charged.
attention-may-stand = Let it stand
attention-let-stand = Decided: what came in may stand.
attention-lost-heading = Two people changed this at the same time
attention-lost-how = Both values are kept. The later one stands until somebody decides.
attention-lost-value = Not used
attention-stands = In use now
attention-later = was entered later
attention-since = has been changed since
attention-nothing = (nothing)
# $name (text)
attention-entered-by = entered here by { $name }
attention-entered-here = entered on this computer
attention-entered-elsewhere = entered on another computer
attention-event-heading = Something was done to an order that had gone on meanwhile
# $event (text)
# $state (text)
attention-event = “{ $event }” no longer had any effect: the order was “{ $state }”.
attention-two-go = Two people go to one order
# $visits (text)
attention-two-go-how = Two computers assigned this order without knowing of each other. Both visits stand on the board: { $visits }. Open the order and withdraw the one that is too many.
attention-removal-heading = Somebody removed this while somebody else changed it
attention-removal = The change won, so it is still here. Remove it again if it is no longer needed.
attention-keep = Leave it as it is
attention-replace = Use the other value
attention-seen = Seen
attention-let-go = Drop this change
attention-told = They have been told
attention-looked = Checked
attention-open-order = Open the order
attention-open-household = Open the customer’s file
attention-open-parts = Open the parts
attention-column-field = Field
attention-column-wanted = Entered here
attention-column-now = In use now
attention-whole = (the whole record, to be removed)
attention-kept = Decided: it stays as it is.
attention-replaced = Decided: the other value is used now.
attention-gone = Dropped: the change was not made.
attention-put-down = Seen to.
attention-disputed = Cancelled and done
attention-disputed-how = Headquarters cancelled this order while the work was already being finished. The work, the parts and the money stand. Headquarters decides; call them if it is urgent.
attention-side-work = Stands until headquarters decides
attention-side-against = What speaks against it
attention-side-before = What had happened by then
attention-side-late = What came too late and had no effect
# $when (text)
attention-side-noticed = noticed { $when }
# $name (text)
attention-side-visit = visit of { $name }
attention-stop = Cancelled on the way
attention-stop-how = This order was cancelled although somebody had taken it on. Call the technician, then press the button.
# $why (text)
attention-stop-why = The reason given: { $why }
# $name (text)
# $phone (text)
attention-stop-who = On the way: { $name }, phone { $phone }
# $name (text)
attention-stop-who-no-phone = On the way: { $name }; no phone number is written down
attention-second = Reported done twice
attention-second-how = Two computers reported this order done, with different results, or both entered its sheet: then parts, charges and cash count twice. Look at the timeline and enter the sheet again: that takes back what both entered.
# $part (text)
# $place (text)
# $quantity (number)
attention-short = { $part }: { $quantity } pieces at “{ $place }”. More was taken than was written down as received. Count there and put the balance right (F7).

attention-refused-kept = headquarters decides
# $count (number)
attention-refused-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
attention-deed-receive-order = An order was taken in
attention-deed-dispatch = A visit was assigned, booked or moved
attention-deed-print = Job sheets were printed
attention-deed-sheet = A returned sheet was entered
attention-deed-callback = A callback was recorded
attention-deed-complaint = A complaint was handled
attention-deed-order = An order was changed
attention-deed-stock = Parts were moved or counted
attention-deed-household = A customer’s file was changed
attention-deed-erasure = A person was erased
attention-deed-letter = Letters or templates were changed
attention-deed-office = Office or people were changed
attention-deed-import = A spreadsheet was brought over
attention-deed-undo = Something was taken back
# $verb (text)
attention-deed-other = Something was done ({ $verb })
attention-why-not-found = Headquarters does not have the record, or it belongs to another branch. Look it up again and repeat the change.
attention-why-removed = The record was removed at headquarters meanwhile. Enter it anew if it is still needed.
attention-why-event = The order had gone on meanwhile, and this step was no longer possible. Open the order and look at its timeline.
attention-why-not-allowed = Only headquarters may change this, or another computer of the office that is there for it. Ask headquarters.
attention-why-revoked = Headquarters had withdrawn this computer’s access. It keeps the change and decides on it.
attention-why-too-large = It was too large to send. Repeat it in smaller parts.
attention-why-concurrent = Someone else changed the same at the same time. Look at the record and repeat the change if it is still needed.
attention-why-unknown = Headquarters could not use it. Tell whoever looks after headquarters.
