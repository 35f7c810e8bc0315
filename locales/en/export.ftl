# Lists that are saved as files.

export-title = Save this list as a file
export-person = Save all that is known of this person
export-workbook = Excel workbook
export-text = CSV text
export-saving = Saving the list…
export-none = There is no list here that could be saved.
export-what = What
export-field = Field
export-value = Value
export-day = Day
export-time = Time
export-urgent = Urgent
export-yes = yes
export-no = no
# $count (number)
# $file (text)
export-done = { $count ->
    [one] One row saved in { $file }
   *[other] { $count } rows saved in { $file }
}
