# What happens in a family.

life-moved-in = Moved in
life-rebuilding = Rebuilding
life-wedding = Wedding
life-child = A child was born
life-elder = Parents moved in
life-moved-out = Children moved out
life-illness = Illness
life-bereavement = Bereavement
life-other = Something else
life-what = What happened
life-day = Day
life-note = What else was told
life-add = Note what happened in the family
life-remove = This did not happen
