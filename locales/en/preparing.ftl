# While the search is brought up to date after an update.
preparing-title = The search is being brought up to date
preparing-about = This happens once after an update. Nothing of the office changes.
preparing-working = Preparing the search…
preparing-later = Start at once
preparing-later-about = Until the rest is done, at the next start, not everybody is found.
