list-comma = { $items }、{ $next }
list-and = { $items }和{ $last }
list-more = 顯示更多 · 還有 { $count } 筆
