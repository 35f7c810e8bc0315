# The mailbox of the office at this computer: IMAP in, SMTP out.

mail-page = Mail
mail-how = Mails of this mailbox come into the Inbox by themselves; nothing in the mailbox is changed. A reply leaves as a mail when somebody sends it. One computer of the office is enough.
mail-address = Mail address of the office
mail-name = Name before the address
mail-user = Sign in as
mail-password = Password
mail-password-hint = Many providers give out one of its own for mail programs. It is kept in the system’s keyring.
mail-password-kept = Kept at this computer; only type it to change it.
mail-imap = Mails in (IMAP)
mail-smtp = Replies out (SMTP)
mail-smtp-hint = Empty where no replies leave from here.
mail-port = Port (TLS)
mail-minutes = Look every … minutes
mail-rules = Replies of rules leave from this computer
mail-rules-hint = Only of rules that say “Send the reply by itself”, and at one computer of the office only.
mail-try = Try now
mail-trying = Signing in…
# $count (number)
mail-tried-in = { $count ->
    [one] One mail lies there
   *[other] { $count } mails lie there
}
mail-tried-out = Replies can leave
mail-saved = Mailbox saved
mail-forget = Forget this mailbox
mail-forgotten = The mailbox and its password are forgotten here
mail-not-set-up = No mailbox here
mail-set-up = Set up mail
mail-look = Look for mail
mail-looking = Looking…
# $at (text)
mail-looked = Looked for mail { $at }
mail-nothing-new = No new mail
mail-send = Send as mail
mail-leaves = Leaves as a mail within a minute
# $count (number)
mail-stuck = { $count ->
    [one] One reply did not leave: look at it in the Inbox
   *[other] { $count } replies did not leave: look at them in the Inbox
}
mail-out-waiting = Leaves as a mail within a minute
# $why (text)
mail-out-waits = Not sent yet: { $why } It is tried again.
mail-out-sending = Is being sent
mail-out-perhaps = It may have arrived already: the line was cut while it was being sent, or the office was taken back to a backup. It is not sent again unless you say so.
# $why (text)
mail-out-refused = Not sent: { $why }
mail-send-again = Send again
mail-it-arrived = It arrived
