"""Who may do what with surveys, in the manner of rights_table.py."""

from tests.web.rights_rows import (
    EVERYBODY,
    FIGURES,
    MANAGERS,
    MEMBERS,
    NOT_THERE,
    REGISTRARS,
    STAFF_LISTS,
    SURVEY,
    Row,
)

# fmt: off
SURVEY_RIGHTS: dict[tuple[str, str], Row] = {
    ("public.survey_code", "GET"): Row("/survey", EVERYBODY),
    ("public.survey_code", "POST"): Row("/survey", EVERYBODY),
    ("public.survey_typed", "GET"): Row("/survey/answer", EVERYBODY),
    ("public.survey_typed", "POST"): Row("/survey/answer", EVERYBODY),
    ("public.survey", "GET"): Row("/survey/never-made", NOT_THERE),
    ("public.survey", "POST"): Row("/survey/never-made", NOT_THERE),
    ("public.survey_thanks", "GET"): Row("/survey/thanks", EVERYBODY),
    ("desk.surveys", "GET"): Row("/desk/surveys", STAFF_LISTS),
    ("desk.add_survey", "GET"): Row("/desk/surveys/add", MANAGERS),
    ("desk.add_survey", "POST"): Row("/desk/surveys/add", MANAGERS),
    ("desk.survey", "GET"): Row(SURVEY, FIGURES),
    ("desk.change_survey", "GET"): Row(SURVEY + "/change", MANAGERS),
    ("desk.change_survey", "POST"): Row(SURVEY + "/change", MANAGERS),
    ("desk.survey_invite", "POST"): Row(SURVEY + "/invite", MANAGERS),
    ("desk.survey_group", "GET"): Row(SURVEY + "/groups/G01", MANAGERS),
    ("desk.survey_group", "POST"): Row(SURVEY + "/groups/G01", MANAGERS),
    ("desk.sample_template", "GET"): Row("/desk/surveys/sample-template.xlsx", MANAGERS),
    ("desk.survey_paper", "GET"): Row(SURVEY + "/groups/G01/paper.pdf", MANAGERS),
    ("desk.survey_entry", "GET"): Row("/desk/surveys/entry", MEMBERS),
    ("desk.survey_entry", "POST"): Row("/desk/surveys/entry", MEMBERS),
    ("desk.survey_answers", "GET"): Row("/desk/surveys/entry/answers", MEMBERS),
    ("desk.survey_answers", "POST"): Row("/desk/surveys/entry/answers", MEMBERS),
    ("desk.survey_words", "GET"): Row(SURVEY + "/words", REGISTRARS),
}
# fmt: on
