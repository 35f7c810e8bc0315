# The rooms, as the left rail names them.
room-today = Today
room-dispatch = Dispatch
room-orders = Orders
room-customers = Customers
room-parts = Parts
room-callbacks = Callbacks
room-inbox = Inbox
room-settings = Settings
room-knowledge = Knowledge
