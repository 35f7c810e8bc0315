# What orders, visits and callbacks are at.

state-draft = Draft
state-ready = To assign
state-assigned = Assigned
state-booked = Booked
state-on-site = On site
state-waiting-part = Waiting for part
state-waiting-appraisal = Waiting for appraisal
state-done = Done
state-sheet-in = Sheet in
state-called-back = Called back
state-closed = Closed
state-settled = Settled
state-cancelled = Cancelled
state-exception = Exception
state-registered = Registered
state-routed = Awaiting answer
state-answered = Answered
state-accepted = Answer accepted
state-rejected = Answer rejected
state-open = Open
state-converted = Converted
state-loaded = Loaded
state-delivered = Delivered
state-failed = Not delivered
state-delivery-ready = To deliver
state-consultation-closed = Answered and closed

state-visit-planned = Planned
state-visit-printed = Sheet printed
state-visit-ended = Ended
state-visit-void = Void

# $count (number)
state-callback-trying = { $count ->
    [one] Tried { $count } time
   *[other] Tried { $count } times
}
state-callback-reached = Reached
state-callback-no-answer = No answer
state-callback-unreachable = Unreachable
state-callback-waived = Not wanted
