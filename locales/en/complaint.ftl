# Complaints: to a department, answered, judged.

complaint-title = Complaints
complaint-none = No complaint is open
complaint-none-how = A complaint comes out of a dissatisfied callback, or is taken in by phone as an order of that kind.
complaint-column-state = State
complaint-column-who = Customer
complaint-column-department = Department
complaint-column-since = Since
complaint-text = What they complain about
complaint-origin = Came out of
complaint-history = What happened
complaint-department = Which department answers?
complaint-department-hint = Choose one; more are added under Settings › Office
complaint-departments-service = After-sales service
complaint-departments-parts = Parts
complaint-departments-sales = Sales
complaint-departments-finance = Accounts
complaint-departments-maker = Headquarters, quality
complaint-route = Pass on
complaint-own = Answer it here
complaint-own-department = This office
complaint-answer = What is the answer?
complaint-answer-hint = As the customer is to hear or read it
complaint-save-answer = Save the answer
complaint-answered = The answer
complaint-verdict = What does the customer say?
complaint-verdict-hint = A word of theirs, if they said one
complaint-accept = Accepts it
complaint-reject = Does not accept it
complaint-letter = Send it as a letter
complaint-kept-here = This office answers the complaint itself.
# $department (text)
complaint-routed = The complaint is with { $department }.
complaint-answer-saved = The answer is saved. Tell the customer by phone or letter.
complaint-closed-unwritten = The complaint is closed. The answer has not been written to the customer: Letters › Answer to a complaint still lists it.
# $when (text)
complaint-written = The answer was written to the customer: { $when }.
complaint-unwritten = The answer has not been written to the customer yet.
complaint-closed = The complaint is closed.
complaint-rejected = The answer was rejected; the complaint goes to a department again.
