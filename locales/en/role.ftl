# Who does what in the office.

role-dispatcher = Dispatcher
role-technician = Technician
role-clerk = Clerk
role-parts-keeper = Parts keeper
role-manager = Manager
