"""Who may open the manager's view: rows of rights_table.py."""

from tests.web.rights_rows import FIGURES, NOTHING_YET, Row

MANAGER_RIGHTS: dict[tuple[str, str], Row] = {
    ("figures.causes", "GET"): Row("/figures/causes", FIGURES),
    ("figures.causes_file", "GET"): Row("/figures/causes.csv", FIGURES),
    ("figures.cause_cases", "GET"): Row("/figures/causes/cases?cause=x", FIGURES),
    ("figures.view", "GET"): Row("/figures/backlog", FIGURES),
    ("figures.sla_pdf", "GET"): Row("/figures/sla.pdf", FIGURES),
    ("figures.orders", "GET"): Row("/figures/orders", FIGURES),
    ("figures.orders", "POST"): Row("/figures/orders", FIGURES, {"report": "sla"}),
    ("figures.end_order_page", "POST"): Row("/figures/orders/999/end", NOTHING_YET),
    ("desk.decisions", "GET"): Row("/desk/decisions", "? --- -+- +--"),
    ("figures.view_file", "GET"): Row("/figures/trend.csv", FIGURES),
    ("figures.cases_behind", "GET"): Row(
        "/figures/cases?of=backlog&which=open&on=2026-11-23", FIGURES
    ),
}
