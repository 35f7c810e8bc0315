# What a letter is about.

letter-thanks = Thanks after service
letter-complaint-answer = Answer to a complaint
letter-maintenance-due = Maintenance is due
letter-reply = Answer to an enquiry
