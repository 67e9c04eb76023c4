"""Every page template can be read and carries nothing that our policy makes browsers refuse."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app.web import present

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"
PAGES = sorted(
    path.relative_to(TEMPLATES).as_posix()
    for path in TEMPLATES.rglob("*.html")
    # letters and documents are files of their own, read elsewhere and never served
    if path.relative_to(TEMPLATES).parts[0] not in {"mail", "documents"}
)
REFUSED = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_style_or_script_of_its_own(name):
    assert REFUSED.findall((TEMPLATES / name).read_text("utf-8")) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_and_every_template_it_names_is_there(name):
    app = Flask("pages", template_folder=str(TEMPLATES))
    present.install(app)
    app.jinja_env.get_template(name)
    named = re.findall(
        r'{% (?:extends|from|include) "([^"]+)"', (TEMPLATES / name).read_text("utf-8")
    )
    assert [other for other in named if not app.jinja_env.get_template(other)] == []


def test_there_are_pages():
    assert {"base.html", "desk.html", "public/home.html"} <= set(PAGES)
