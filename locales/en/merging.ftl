# Two files of one person side by side, together, and apart again.

merging-title = Merge two files
merging-open = Merge with another file
merging-kept = This file stays
merging-other = Found in it from then on
merging-turn = Swap
merging-merge = Merge
merging-goes = Orders, letters, addresses, machines and numbers of both are kept. What one of them refused is refused. It can be separated again at any time.
# $addresses (number)
# $machines (number)
# $orders (number)
merging-counts = addresses { $addresses }, machines { $machines }, orders { $orders }
# $line (text)
merging-one-address = The same address: { $line }
# $kept (text)
# $other (text)
merging-one-machine = The same machine: { $kept } = { $other }
merging-done = Merged.
merging-separated = Separated again.
merging-separate = Separate
merging-joined = Merged into this file
# $day (text)
merging-when = { $day }
# $day (text)
# $by (text)
merging-when-by = { $day } by { $by }
merging-find = The other file
merging-none-likely = Nobody looks like this customer. Type a name or a number.
# $name (text)
merging-in-file = In the merged file of { $name }
