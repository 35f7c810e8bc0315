# $items (text)
# $next (text)
list-comma = { $items }, { $next }
# $items (text)
# $last (text)
list-and = { $items } and { $last }
# $count (number)
list-more = Show more · { $count } left
list-no-match = No match
