# The office will not open: what is wrong and what can be done.
rescue-title = The office does not open
rescue-unreadable = The data file cannot be read. Try again; if that does not help, go back to a backup. The file is kept.
rescue-disk-full = The disk is full. Free some space, then try again.
rescue-restore = Go back to a backup
rescue-no-backups = There are no daily backups in this folder.
rescue-other = Another backup…
rescue-anew = Start anew
rescue-anew-about = Begins with an empty office. The old file is kept beside it under another name.
rescue-quit = Quit
