"""Reports by mail: what this person ordered, another one, and the end of one."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form, SelectField

from app.actions.mail_report import end_order, order_report
from app.database import transaction
from app.queries import report_orders
from app.sheets.usual import REPORTS
from app.web.access import actor
from app.web.fields import choices, complain
from app.web.figures._blueprint import blueprint
from workflows.errors import Invalid
from workflows.words import Words

EVERY = {
    "week": Words("ทุกสัปดาห์ วันจันทร์", "Every week, on Monday"),
    "month": Words("ทุกเดือน วันที่ 1", "Every month, on the first"),
}


class OrderForm(Form):
    """Which report, how often."""

    report = SelectField(
        Words("รายงาน", "Report"), choices=choices(REPORTS.items()), validate_choice=False
    )
    every = SelectField(
        Words("ส่งเมื่อใด", "When"), choices=choices(EVERY.items()), validate_choice=False
    )


@blueprint.route("/orders", methods=["GET", "POST"])
def orders() -> str | Response | tuple[str, int]:
    """The list and the form; posted, one more is ordered."""
    form, now = OrderForm(request.form), datetime.now(UTC)
    if request.method == "GET":
        return _page(form)
    try:
        with transaction():
            order_report(actor(), form.report.data or "", form.every.data or "", now)
    except Invalid as error:
        complain(form, error.problems)
        return _page(form), 422
    flash("done")
    return redirect(url_for("figures.orders"))


@blueprint.post("/orders/<int:key>/end")
def end_order_page(key: int) -> Response:
    """That order is no more."""
    with transaction():
        end_order(report_orders.find(key, actor()), actor(), datetime.now(UTC))
    flash("done")
    return redirect(url_for("figures.orders"))


def _page(form: OrderForm) -> str:
    return render_template(
        "figures/orders.html", form=form, reports=REPORTS, every=EVERY,
        rows=report_orders.of(actor()), address=actor().email,
    )  # fmt: skip
