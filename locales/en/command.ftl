# The command line.
command-no-folder = There is no folder to keep the office in. Name one with --data DIR.
command-new-office = My office
command-new-person = Manager
