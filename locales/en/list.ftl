# $items (text)
# $next (text)
list-comma = { $items }, { $next }
# $items (text)
# $last (text)
list-and = { $items } and { $last }
