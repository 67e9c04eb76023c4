"""The rows of rights_table.py about how people prove who they are."""

from tests.web.rights_rows import EVERYBODY, NOT_THERE, Row

OWN = "? +++ +++ ++-"  # everybody's own account; offices' systems have none here
ADMINS = "? --- --- -+-"
NOTHING_MINE = "? --- --- ---"  # somebody else's, or none yet

# fmt: off
ACCOUNT_RIGHTS: dict[tuple[str, str], Row] = {
    # without a right password before it these lead to the sign-in, and sign nobody in
    ("public.sign_in_code", "GET"): Row("/sign-in/code", EVERYBODY),
    ("public.sign_in_code", "POST"): Row("/sign-in/code", EVERYBODY),
    ("public.ask_passkey", "GET"): Row("/sign-in/passkey", EVERYBODY),
    ("public.sign_in_passkey", "POST"): Row("/sign-in/passkey", EVERYBODY),
    ("public.forgotten", "GET"): Row("/sign-in/forgotten", EVERYBODY),
    ("public.forgotten", "POST"): Row("/sign-in/forgotten", EVERYBODY),
    ("public.forgotten_sent", "GET"): Row("/sign-in/forgotten/sent", EVERYBODY),
    ("public.reset", "GET"): Row("/sign-in/reset/1.none", NOT_THERE),
    ("public.reset", "POST"): Row("/sign-in/reset/1.none", NOT_THERE),
    ("account.account", "GET"): Row("/account", OWN),
    ("account.new_app", "GET"): Row("/account/apps/new", OWN),
    ("account.new_app", "POST"): Row("/account/apps/new", OWN),
    ("account.confirm_app", "GET"): Row("/account/apps/99", NOTHING_MINE),
    ("account.confirm_app", "POST"): Row("/account/apps/99", NOTHING_MINE),
    # the site of the tests is known by a number: no passkeys there
    ("account.new_passkey", "GET"): Row("/account/passkeys/new", NOTHING_MINE),
    ("account.new_passkey", "POST"): Row("/account/passkeys/new", NOTHING_MINE),
    ("account.make_passkey", "GET"): Row("/account/passkeys/make", OWN),
    ("account.make_passkey", "POST"): Row("/account/passkeys/make", OWN),
    ("account.remove", "GET"): Row("/account/factors/99/remove", NOTHING_MINE),
    ("account.remove", "POST"): Row("/account/factors/99/remove", NOTHING_MINE),
    ("account.codes", "GET"): Row("/account/codes", NOTHING_MINE),
    ("account.codes", "POST"): Row("/account/codes", NOTHING_MINE),
    ("account.password", "GET"): Row("/account/password", OWN),
    ("account.password", "POST"): Row("/account/password", OWN),
    ("settings.sign_in", "GET"): Row("/settings/sign-in", ADMINS),
    ("settings.sign_in", "POST"): Row("/settings/sign-in", ADMINS),
    # the last of all: with it the session ends that the matrix goes on with
    ("account.end_sessions", "POST"): Row("/account/sessions", OWN),
}
# fmt: on
