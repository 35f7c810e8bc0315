list-comma = { $items }、{ $next }
list-and = { $items }和{ $last }
