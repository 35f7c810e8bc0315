number-rate = { $percent }（{ $numerator }/{ $denominator }）
