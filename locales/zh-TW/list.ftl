list-comma = { $items }、{ $next }
list-and = { $items }和{ $last }
list-more = 顯示更多 · 還有 { $count } 筆
list-no-match = 沒有相符項目
