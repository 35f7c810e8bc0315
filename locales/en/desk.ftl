# What a computer of the office is there for, where headquarters has them share the work.

desk-role-whole-office = whole office
desk-role-manager = manager
desk-role-dispatcher = dispatcher
desk-role-clerk = clerk
desk-role-parts-keeper = parts keeper
desk-role-read-only = reading only
desk-duty-intake = taking calls and orders
desk-duty-dispatch = assigning and printing
desk-duty-sheets = entering sheets
desk-duty-parts = moving parts
desk-duty-callbacks = calling back and complaints
desk-duty-letters = letters
desk-duty-office = people, settings and prices
# $role (text)
# $duty (text)
# $elsewhere (text)
desk-not-here = This computer is enrolled as “{ $role }”. Not done here: { $duty }. It is done at a computer for: { $elsewhere }. Headquarters can change what this one is for.
# $role (text)
desk-not-yours = This computer is enrolled as “{ $role }”, and this is not done at it: headquarters would refuse it. Nothing was changed. Headquarters can change what this computer is for.
# $duties (text)
desk-does = Done here: { $duties }
desk-does-nothing = Everything can be looked at here, and nothing changed.
desk-for = This computer is for
