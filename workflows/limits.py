"""How long and how much anything may be: the same numbers at every door and in the manuals."""

SUBJECT = 300  # code points
BODY = 20_000
WISH = 500  # what a correspondent asks us to do
SHORT = 200  # names, numbers of letters, places

MEGABYTE = 1024 * 1024
RAW_MAIL = 36 * MEGABYTE  # one mail: 25 MB of files in base64, and the letter around them
FILES = 20  # of one submission
UPLOAD = 25 * MEGABYTE  # all files of one submission
FILE = 20 * MEGABYTE  # one file
CASE_FILES = 200  # of one case, in all
CASE_UPLOAD = 500 * MEGABYTE
DAY_FILES = 100  # of one person within a day, in all their cases
DAY_UPLOAD = 200 * MEGABYTE

# A file beyond these is kept, flagged as perhaps dangerous, and opened by no program of ours.
ENTRIES = 10_000  # files in an archive
UNPACKED = 500 * MEGABYTE
RATIO = 100  # unpacked to packed
PIXELS = 65_000_000
SCANS = 100  # passes of a JPEG
FRAMES = 1_000  # of a moving picture
AWAY = "server: "  # before the problem of a letter whose mail server could not be had
