# What the customer says after the work.

grade-very-satisfied = Very satisfied
grade-satisfied = Satisfied
grade-dissatisfied = Dissatisfied
grade-attitude = Friendly
grade-skill = Skill
grade-punctual = On time
grade-tidy = Left tidy
grade-charged-as-shown = Charged as shown
grade-good = Good
grade-bad = Not good
grade-on-sheet = Grade on the sheet
