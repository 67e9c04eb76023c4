"""Doors for people and programs."""

from flask import Flask

from app.web import (
    access,
    account,
    addresses,
    api,
    assets,
    audit,
    desk,
    errors,
    figures,
    files,
    headers,
    health,
    masthead,
    menu,
    metrics,
    own_words,
    present,
    public,
    registers,
    settings,
)


def plug_in(app: Flask) -> None:
    """Every page and the API are there, behind one table of rights."""
    present.install(app)
    for part in (addresses, assets, access, errors, headers, masthead, menu, own_words):
        part.plug_in(app)
    for door in (
        public, account, desk, figures, registers, settings, api, files, audit, health, metrics,
    ):  # fmt: skip
        app.register_blueprint(door.blueprint)
