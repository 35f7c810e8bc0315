# Names of the sheets of a multi-part form.

copy-office = Office copy
copy-customer = Customer copy
copy-finance = Accounts copy
copy-headquarters = Headquarters copy
