"""What stands in for the facts of a letter when its wording itself is shown: their names."""

from types import SimpleNamespace
from typing import Any

from workflows.words import Words


def _said(name: str) -> Words:
    return Words(f"{{{name}}}", f"{{{name}}}")


_OFFICE = SimpleNamespace(name=_said("office"), name_th="{office}", name_en="{office}")
UNIT = SimpleNamespace(name=_said("unit"), phone="{phone}")
_CASE = SimpleNamespace(
    reference="{reference}", subject="{subject}", forwarded_to="{forwarded_to}",
    forward_number="{forward_number}", appeal_of_id=None, restricted=False,
)  # fmt: skip
_REFERRAL = SimpleNamespace(
    agency="{agency}", letter_number="{their_letter}", their_reference="{their_reference}"
)
_REPORT = SimpleNamespace(
    result=SimpleNamespace(label=_said("result")), outcome=_said("outcome"), words="{words}"
)
_UNTIL = {"extended": "{date_now}", "reopen_refused": "{appeal_until}"}


def facts(letter: str) -> dict[str, Any]:
    """Every fact a letter may tell, each by the name of its placeholder."""
    return {
        "case": _CASE, "owner": SimpleNamespace(name="{owner}"), "link": "{link}",
        "dear": "{name}", "office": _OFFICE, "phone": "{phone}", "words": "{words}",
        "by": {"assign": "{assign_by}", "first_answer": "{first_by}", "resolve": "{answer_by}"},
        "outcome": _said("outcome"), "reason": "{reason}", "forward_date": "",
        "reopen_until": "{reopen_until}", "appeal_until": "{appeal_until}",
        "day": "{waits_until}", "reply_by": "{reply_by}", "until": _UNTIL.get(letter, ""),
        "before": "{date_before}",
        "parts": [SimpleNamespace(reference="{parts}", subject="")], "referral": _REFERRAL,
        "improvement": SimpleNamespace(finding="", before="", after=""),
        "report": _REPORT, "next": "{next_report}", "dated": "", "mailed": True,
    }  # fmt: skip
