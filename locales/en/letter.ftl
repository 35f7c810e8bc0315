# What a letter is about, and what stands around its text.

letter-thanks = Thanks after service
letter-complaint-answer = Answer to a complaint
letter-maintenance-due = Maintenance is due

# $name (text)
letter-dear = Dear { $name },
letter-dear-customer = Dear customer,
letter-our-ref = Our ref.
letter-date = Date
letter-subject = Subject
# $number (text)
letter-about-order = Your service order { $number }
letter-closing = Yours sincerely,
letter-enclosure = Enclosure
