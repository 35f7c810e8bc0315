# Parts: what lies where, and the slips that move it.

parts-title = Parts
parts-vans = Vans
parts-others = Others
# $count (number) how many are missing
parts-short = { $count } short
# $count (number) parts with a balance below zero
parts-some-short = { $count ->
    [one] One part is below zero somewhere: more was used than was received there. Count it (F7).
   *[other] { $count } parts are below zero somewhere: more was used than was received there. Count them (F7).
}
parts-none = Nothing has been received yet
parts-none-how = Begin with what lies on the shelf today: receive it (F3) and tick “opening stock”. Deliveries come in the same way.
parts-none-found = No part fits
parts-none-found-how = Clear the filter, or type part of the number, the name or its initials.
parts-no-moves = Nothing of this part has moved yet.
# $price (text)
# $unit (text)
parts-price = { $price } per { $unit }
# $price (text)
parts-price-each = { $price } each

parts-column-when = When
parts-column-what = What
parts-column-way = From and to
parts-column-count = Quantity
parts-column-after = On hand

parts-receive = Receive
parts-issue = Issue
parts-return = Take back
parts-count = Correct count
parts-opening = Opening stock
parts-where = Where
parts-counted-label = Counted
parts-hint = Scan, number or name
# $place (text)
# $count (number)
parts-lies = { $place }: { $count }

# $count (number)
parts-received = { $count ->
    [one] 1 piece is in the store.
   *[other] { $count } pieces are in the store.
}
# $count (number)
parts-issued = { $count ->
    [one] 1 piece was issued.
   *[other] { $count } pieces were issued.
}
# $count (number)
parts-returned = { $count ->
    [one] 1 piece is back in the store.
   *[other] { $count } pieces are back in the store.
}
# $part (text)
# $difference (text)
parts-counted = { $part }: the balance was put right by { $difference }.
parts-counted-same = The count agrees; nothing was changed.
# $slip (text)
parts-slip-kept = What was written is kept: “{ $slip }” brings it back.

parts-back-to-list = Back to the parts
parts-open-ledger = Movements of this part
parts-made-there = A part that is not in the catalogue yet is added under Settings › Parts and warranty.
parts-slip-again = This slip was being written before.
parts-slip-aside = What was written before lies aside.
parts-slip-back = Go on with it
parts-slip-anew = Begin anew
# $part (text)
parts-slip-anew-with = Begin anew with { $part }
parts-serial-twice = This serial number stands on the slip already. Each piece has its own.
# $name (text)
# $machines (text)
parts-made-for = { $name } ({ $machines })
parts-serial = Serial number
parts-serial-each = Counted by serial number: one line for each piece.
# $typed (text)
parts-serial-quantity = Is “{ $typed }” a quantity? This part is counted by serial number, one line for each piece: scan or type its number. Enter again if { $typed } is the serial number.
# $typed (text)
parts-serial-part = “{ $typed }” is the number of a part. Scan the number on the piece itself, or Enter again if they are the same.
# $parts (text)
# $orders (text)
# $count (number) how many orders
parts-awaited = { $count ->
    [one] { $parts } is here: { $orders } waits for it.
   *[other] { $parts } is here: { $orders } wait for it.
}
