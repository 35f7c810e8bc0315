list-comma = { $items }、{ $next }
list-and = { $items }和{ $last }
list-more = 显示更多 · 还有 { $count } 条
list-no-match = 没有匹配项
