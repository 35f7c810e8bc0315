# What people write to the office: mails, letters, forms; who looks after it, the answer, and the rules.

inbox-title = Inbox
inbox-page-enquiries = Enquiries
inbox-page-rules = Rules
inbox-waiting = Waiting
inbox-answered = Answered
inbox-over = Over
inbox-of-all = Everybody’s
inbox-of-me = Mine
inbox-of-nobody = Nobody’s
inbox-search = Name, subject, words
inbox-none = Nobody waits for an answer
inbox-none-how = Set up the office’s mailbox, drop mails (.eml files) on this window, let a folder be watched, or take down a letter with F2.
inbox-none-found = Nothing fits
inbox-none-found-how = Other words, or another page of the list.
inbox-cut = Only the first 1,000 are listed
inbox-new = Take one down
inbox-add = Add mails
inbox-add-title = Mails (.eml)
inbox-folder = Watch a folder
# $folder (text)
inbox-folder-is = Watched: { $folder }
inbox-folder-stop = Watch none
inbox-folder-watched = The folder is looked at every minute; what was taken in moves to “taken”
inbox-folder-stopped = No folder is watched any more
# $count (number)
inbox-taken = { $count ->
    [one] One enquiry taken in
   *[other] { $count } enquiries taken in
}
# $count (number)
inbox-known = { $count ->
    [one] This mail was here before
   *[other] These { $count } mails were here before
}
inbox-column-who = From
inbox-column-subject = Subject
inbox-column-state = State
inbox-column-person = With
inbox-column-age = Waits
# $day (text)
inbox-received = Received { $day }
inbox-no-subject = Without a subject
inbox-no-text = Nothing is written in it
inbox-text = What they write
inbox-files = What came with it
# $names (text)
inbox-left-out = Came with it and is not kept here: { $names }
inbox-machine = About
inbox-file = Whose it is
inbox-file-none = In nobody’s file yet
inbox-file-offered = It may belong to
inbox-file-open = Open the file
inbox-file-new = New file
inbox-file-this = This one
inbox-file-loose = Take it out
inbox-filed = Put in the file
# $name (text)
inbox-file-made = New file for { $name }
inbox-unfiled = Taken out of the file
inbox-person = Who looks after it
inbox-person-me = I do
inbox-person-nobody = Nobody
# $name (text)
inbox-routed = { $name } looks after it
inbox-unrouted = Nobody looks after it
# $name (text)
inbox-by-rule = By the rule “{ $name }”
inbox-reply = Reply
inbox-reply-hint = As they are to read it
inbox-reply-wording-hint = A wording for replies
inbox-reply-draft = Draft it
inbox-reply-none = No wording for replies is here: write one under Letters › Wording
inbox-reply-replace = There is text already: press once more to begin anew
inbox-reply-save = Save the answer
inbox-reply-copy = Copy
inbox-reply-letter = Print as a letter
inbox-reply-again = Another answer
inbox-answer = The answer
inbox-reply-saved = Answer saved
inbox-reply-copied = Copied, and saved as the answer
inbox-reply-needs-file = A letter needs to know where they live: put it in a file first
# $why (text)
inbox-reply-no-letter = No letter: { $why }
# $subject (text)
inbox-reply-subject = Your letter “{ $subject }”
inbox-reply-subject-none = Your letter to us
# $day (text)
inbox-reply-written = The letter went out { $day }
inbox-convert = Make an order of it
inbox-convert-question = Question
inbox-convert-repair = Repair
inbox-convert-complaint = Complaint
# $number (text)
inbox-became = It became order { $number }
inbox-close = Close
inbox-closed = Closed
inbox-reopen = Take up again
inbox-reopened = Taken up again
inbox-urgent = Goes first
inbox-urge = Put first
inbox-unurge = Not first
inbox-urged = It goes before the others
inbox-unurged = It goes as it came
inbox-history = What happened
inbox-write-title = Take an enquiry down
inbox-write-channel = How it came
inbox-write-name = Who asks
inbox-write-mail = Mail address
inbox-write-phone = Telephone
inbox-write-place = Where they live
inbox-write-subject = What it is about
inbox-write-text = What they ask
inbox-write-text-hint = Word by word, as far as it matters
inbox-channel-mail = Mail
inbox-channel-web = Web
inbox-channel-letter = Letter
inbox-channel-telephone = Telephone
inbox-state-open = Nobody’s
inbox-state-routed = With somebody
inbox-state-answered = Answered
inbox-state-closed = Closed
inbox-state-converted = Became an order
inbox-event-route = Given to somebody
inbox-event-answer = Answered
inbox-event-send = Sent
inbox-event-close = Closed
inbox-event-convert = Became an order
inbox-event-reopen = Taken up again
inbox-way-letter = by letter
inbox-way-mail = by mail
inbox-way-telephone = by telephone
inbox-way-copied = copied elsewhere
inbox-rules-none = No rules yet
inbox-rules-none-how = A rule says what is done with an enquiry that comes in: who looks after it, which wording a reply begins with, whether it goes first.
inbox-rules-how = The first rule that fits decides. A rule sends nothing unless it says so.
inbox-rule-new = New rule
inbox-rule-name = Name
inbox-rule-when = When all of this is so
inbox-rule-then = Then
inbox-rule-channel = How it came
inbox-rule-any = Any
inbox-rule-category = Machine
inbox-rule-words = One of these words
inbox-rule-words-hint = leak, smoke, gas smell
inbox-rule-models = Model begins with
inbox-rule-regions = Lives in
inbox-rule-vip = Only for VIPs
inbox-rule-person = Who looks after it
inbox-rule-template = Reply begins with
inbox-rule-urgent = Goes first
inbox-rule-as-before = As it came
inbox-rule-up = Up
inbox-rule-down = Down
inbox-rule-off = Switch off
inbox-rule-on = Switch on
inbox-rule-is-off = Off
inbox-rule-remove = Remove
inbox-rule-saved = Rule saved
inbox-rule-moved = Rule moved
inbox-rule-switched-off = Rule switched off
inbox-rule-switched-on = Rule switched on
inbox-rule-removed = Rule removed
# $name (text)
inbox-rule-left = { $name }, who no longer works here
inbox-rule-does-nothing = Say what is to be done
inbox-rule-always = Everything
inbox-rule-column-name = Rule
inbox-rule-column-when = When
inbox-rule-column-then = Then
inbox-try = Try the rules
inbox-try-hint = Paste a mail; its first line is the subject
inbox-try-this = Try on the enquiry in hand
inbox-try-go = Try
inbox-try-none = No rule fits: nobody looks after it until somebody takes it
inbox-try-decides = Decides
inbox-try-fits = Fits too
inbox-try-off = Fits, is off
# $seen (text)
inbox-try-seen = It is about: { $seen }
# $word (text)
inbox-why-subject = “{ $word }” in the subject
# $word (text)
inbox-why-text = “{ $word }” in the text
# $model (text)
inbox-why-model = model { $model }
# $region (text)
inbox-why-region = lives in { $region }
inbox-why-level = is a VIP
inbox-why-ordinary = is no VIP
inbox-why-always = it fits everything
inbox-order-link = Came of an enquiry
inbox-article-use = Put into the reply
inbox-article-read = Read
inbox-article-used = in the reply
inbox-solved = Solved by telephone: closed and counted
inbox-rule-article = Article that answers it
inbox-rule-send = Send the reply by itself
inbox-rule-send-hint = Only where wording and article leave nothing to be written, never to newsletters or programs, and to nobody twice a day. Switched on under Settings › Mail at one computer.
inbox-rule-sends = sends by itself
