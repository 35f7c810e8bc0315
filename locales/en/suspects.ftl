# Files that may be of one person, over the whole base and while somebody types.

suspects-title = Suspected duplicates
# $count (number)
suspects-pairs = May be one ({ $count })
# $count (number)
suspects-apart = Not the same ({ $count })
suspects-again = Look again
suspects-looking = Looking through all customers…
# $count (number)
suspects-looked-at = { $count ->
    [one] 1 file was looked at.
   *[other] { $count } files were looked at.
}
# $shown (number)
# $total (number)
suspects-first = The first { $shown } of at least { $total }.
suspects-one = First file
suspects-other = Other file
suspects-why = What is the same
suspects-open-one = Open the first
suspects-open-other = Open the other
suspects-keep-apart = Not the same
suspects-compare = Compare
suspects-take-back = Suspect again
suspects-set-apart = Remembered as two different customers.
suspects-taken-back = They may be one again.
suspects-none = No duplicates suspected
suspects-none-how = Nobody shares a number, a serial, or a name with an address.
suspects-apart-none = Nobody was kept apart
suspects-apart-how = Pairs that you mark as not the same stand here, and can be taken back.
suspects-stopped = Stopped
suspects-stopped-how = F5 looks through all customers again.
suspects-may-be-known = Known already?
suspects-open = Open the file
suspects-take = Take this file
# $number (text)
suspects-phone = same phone { $number }
# $serial (text)
suspects-serial = same serial { $serial }
# $name (text)
suspects-name = same name { $name }
# $name (text)
suspects-name-alike = similar name { $name }
# $line (text)
suspects-address = same address { $line }
# $line (text)
suspects-address-alike = similar address { $line }
