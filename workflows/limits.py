"""How long and how much anything may be: the same numbers at every door and in the manuals."""

SUBJECT = 300  # code points
BODY = 20_000
MAIL_BODY = 100_000
WISH = 500  # what a correspondent asks us to do
SHORT = 200  # names, numbers of letters, places
FILES = 20  # of one submission
UPLOAD = 25 * 1024 * 1024  # bytes of all files of one submission
