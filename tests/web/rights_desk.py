"""Who may do what with what a person keeps on the desk: rows of rights_table.py."""

from tests.web.rights_rows import CASE, DESK, MEMBERS, NOTHING_YET, READERS, WRITERS, Row

# fmt: off
OWN_DESK_RIGHTS: dict[tuple[str, str], Row] = {
    ("desk.here", "POST"): Row(CASE + "/here", READERS),
    ("desk.keep_draft", "POST"): Row(CASE + "/drafts/notes", WRITERS, {"text": "ร่าง"}),
    ("desk.drop_draft", "POST"): Row(CASE + "/drafts/notes/drop", WRITERS),
    ("desk.similar", "GET"): Row(CASE + "/similar", READERS),
    ("desk.history", "GET"): Row(CASE + "/history", "? --- ++- ---"),
    ("desk.today", "GET"): Row("/desk/today", MEMBERS),
    ("desk.views", "GET"): Row("/desk/views", DESK),
    ("desk.save_view", "POST"): Row("/desk/views", DESK, {"name": "ด่วน"}),
    ("desk.change_view", "POST"): Row("/desk/views/99", NOTHING_YET),
    ("desk.bulk", "POST"): Row("/desk/bulk", MEMBERS),
    ("desk.bulk_again", "GET"): Row("/desk/bulk", MEMBERS),
}
# fmt: on
