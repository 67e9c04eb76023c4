"""Who may read the public figures: everybody (see rights_table)."""

from tests.web.rights_rows import EVERYBODY, Row

PUBLIC_RIGHTS = {
    ("public.statistics", "GET"): Row("/statistics", EVERYBODY),
    ("public.statistics_of", "GET"): Row("/statistics/2570", EVERYBODY),
    ("public.statistics_csv", "GET"): Row("/statistics/2570.csv", EVERYBODY),
    ("public.statistics_json", "GET"): Row("/statistics/2570.json", EVERYBODY),
}
