# The room Knowledge: what whoever answers the telephone should know, and the answers beside a call.

knowledge-hint = Word, title, error code
knowledge-part-all = All articles
knowledge-part-own = Our own
knowledge-part-headquarters = Headquarters'
# $count (number)
knowledge-part-drafts = Drafts and questions ({ $count })
# $count (number)
knowledge-part-stale = To look through ({ $count })
knowledge-part-archived = Put away
knowledge-every-category = All sorts
knowledge-every-kind = All machines
knowledge-any-machine = Any machine
knowledge-category-question = Question
knowledge-category-pseudo-fault = No real fault
knowledge-category-fault = Fault
knowledge-category-product-term = Term
knowledge-state-draft = Draft
knowledge-state-published = Told
knowledge-state-archived = Put away
knowledge-own = Our own
knowledge-headquarters = Headquarters
knowledge-headquarters-writes = Headquarters writes this article. Write a note of your own beside it, or ask headquarters to change it.
knowledge-stale = Look through
# $day (text)
knowledge-stale-due = To be looked through since { $day }. If it still holds, press F4.
# $models (text)
knowledge-stale-models = The catalogue has changed or dropped { $models } since somebody looked this through. If it still holds, press F4.
knowledge-column-title = Title
knowledge-column-category = Sort
knowledge-column-kinds = Machines
knowledge-column-told = Calls
knowledge-column-state = State
# $told (number)
# $solved (number)
knowledge-told = { $told ->
    [0] not told in any call yet
    [one] told in { $told } call, { $solved } settled
   *[other] told in { $told } calls, { $solved } settled
}
# $told (number)
# $solved (number)
knowledge-told-short = { $solved } of { $told }
# $count (number)
knowledge-saved = { $count ->
    [0] No call was settled by telephone in the last 30 days.
    [one] { $count } visit saved in the last 30 days: the call was settled by telephone.
   *[other] { $count } visits saved in the last 30 days: the calls were settled by telephone.
}
# $count (number)
knowledge-starters = { $count ->
    [one] { $count } ready-made article is not in yet.
   *[other] { $count } ready-made articles about common machines are not in yet.
}
knowledge-starters-bring = Bring them in
# $count (number)
knowledge-starters-brought = { $count ->
    [one] { $count } article is in.
   *[other] { $count } articles are in.
}
knowledge-none = Nothing is written down yet
knowledge-none-how = What callers ask again and again, and what looks broken and is not, belongs here. It is offered while somebody is on the telephone.
knowledge-none-found = No article fits
knowledge-none-found-how = Take fewer words, or another sort or machine.
knowledge-pick = Choose an article to read it.
knowledge-back = All articles
knowledge-new = New article
knowledge-edit = Edit
knowledge-publish = Publish
# $title (text)
knowledge-published = Published: { $title }
knowledge-archive = Put away
# $title (text)
knowledge-put-away = Put away: { $title }
knowledge-review = It still holds
# $title (text)
knowledge-reviewed = Looked through for a year: { $title }
knowledge-body-missing = It has no text yet. Edit it before it is published.
knowledge-note-beside = Write our own note
knowledge-noted = A note of your own was begun as a draft.
# $title (text)
knowledge-beside = Beside headquarters': { $title }
# $title (text)
knowledge-our-note = Our note: { $title }
# $question (text)
knowledge-question = Asked: { $question }
# $name (text)
knowledge-owner-is = looked after by { $name }
# $day (text)
knowledge-review-is = to be looked through on { $day }
knowledge-older = Earlier versions
# $when (text)
# $who (text)
knowledge-older-by = Until { $when }, changed by { $who }
# $when (text)
knowledge-older-until = Until { $when }
# $when (text)
knowledge-older-here = This is what it said until { $when }.
knowledge-older-back = Bring this back
knowledge-older-now = Read today's
# $title (text)
knowledge-older-brought = Brought back: { $title }
knowledge-form-edit = Edit article
knowledge-owner = Looked after by
knowledge-nobody = Nobody
knowledge-body = Text
knowledge-body-hint = Markdown: ## heading, - list, **important**. A tree of causes is a list within a list.
knowledge-kinds = Machines (none ticked: any)
knowledge-faults = Fault codes
knowledge-brands = Brands
knowledge-models = Models
knowledge-words = What callers say
knowledge-commas = apart by commas
knowledge-review-on = To be looked through on
knowledge-review-hint = empty: in a year
knowledge-is-told = Published: it is offered during calls
knowledge-preview = As it is read
# $title (text)
knowledge-article-saved = Saved: { $title }
# $title (text)
knowledge-begun = An article was begun and not saved: { $title }
knowledge-go-on = Go on
knowledge-answers = Answers
knowledge-answers-none = Nothing is written down about this.
knowledge-answer-told = told
knowledge-answer-tell = Told it
knowledge-answer-untold = Not told
knowledge-answer-solved = Solved by telephone
knowledge-answer-room = Open in Knowledge
knowledge-ask = Note as a question
knowledge-asked = Noted as a draft in Knowledge, for somebody who knows.
# $number (text)
knowledge-settled = { $number }: solved by telephone, nobody has to go there.
knowledge-settled-nobody = Solved by telephone and counted. Nobody said who they are, so there is no file.
