# $percent (text) with its sign, or a dash
# $numerator (text)
# $denominator (text)
number-rate = { $percent } ({ $numerator }/{ $denominator })
