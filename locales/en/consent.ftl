# How a customer may be reached, and how much care is due.

consent-call = Phone calls
consent-letter = Letters
consent-message = Text messages
consent-email = E-mail
# $channels (text)
consent-refused-list = Refused: { $channels }
consent-ordinary = Ordinary
consent-vip = VIP
