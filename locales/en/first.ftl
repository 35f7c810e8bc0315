# The first run: three doors into the program.
first-title = Welcome to Branchdesk
first-subtitle = Choose how to begin. Everything stays on this computer. An office of your own can join headquarters later, too.
# $office (text)
first-joined = This computer belongs to { $office } now, and has everything that is there.

first-try = Try it
first-try-brief = A made-up city with a year of work
first-try-about = Opens an invented office in an invented city, so that you can look around, press everything and break nothing. It needs no network and tells nobody.
first-try-people = 8 technicians and an office that is already at work
first-try-households = 1,200 households with 1,500 appliances
first-try-orders = 3,000 orders of the past year, with visits, parts, money and callbacks
first-try-today = Today’s pool, tomorrow’s plan, sheets not yet back, callbacks due, a complaint
first-try-begin = Open the demo city
first-try-working = Building the city…

first-join = Join headquarters
first-join-brief = With an address and an enrolment code
first-join-about = Headquarters gave you an address and a code. This computer becomes a desk of your branch and fetches everything that belongs to it. Afterwards you can work for weeks without a network.
first-join-nobody = Nobody answers at this address. Check how it is written and whether the network is there, then join again.
first-join-address = Address of headquarters
first-join-address-hint = For example hq.example.com
first-join-code = Enrolment code
first-join-code-hint = Twelve letters and digits; it works once
first-join-device = Name of this computer
first-join-device-hint = So that headquarters can tell your desks apart
first-join-unencrypted = Connect without encryption
first-join-unencrypted-hint = Only within your own network: others in it could read along.
first-join-begin = Join
first-join-again = Go on fetching
first-join-asking = Asking headquarters…
# $count (number)
first-join-fetching = Fetching your office: { $count } { $count ->
    [one] record
   *[other] records
} so far
first-join-waiting = This computer belongs to a branch already, but not everything has arrived yet.

first-who-title = Who sits here?
first-who-nobody = Nobody of this branch is known yet. Enter the first person; they may do everything.
first-who-nobody-yet = Nobody of this branch is known yet. People are added at headquarters or on the office’s main computer; as soon as they are, they can be chosen here.
first-who-choose = Choose who you are. It can be changed under Settings at any time.
first-who-person = Person
first-who-new = My name is not in the list
first-who-new-hint = Your name; the office will know you from now on
first-who-begin = Begin

first-own = Start our own office
first-own-brief = Without any headquarters
first-own-about = A whole office of its own on this computer. A few fields are enough to print the first job sheet; the old spreadsheet can be brought over afterwards.
first-own-code = Office code
first-own-code-hint = 1 to 8 letters or digits, printed in each order number
first-own-name = Name of the office
first-own-phone = Phone
first-own-city = Town or city
first-own-district = District
first-own-first = Your name
first-own-first-hint = The first person; may do everything
first-own-technicians = Technicians
first-own-technicians-hint = Names, separated by commas; more can follow later
first-own-begin = Start the office
first-own-working = Setting the office up…
first-own-terms = Warranty
first-own-terms-hint = Changed at any time under Settings › Parts and warranty
first-own-terms-statutory = Mainland China’s statutory terms, by kind of machine
first-own-terms-one-year = One year from purchase, for every machine
