"""Siang (เสียง, "voice"): how a Thai government office hears the public."""

from datetime import timedelta
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from app import cli, database, jobs, postbox, web
from app.extensions import csrf, limiter, login
from app.mail.sender import CarefulMail
from app.queries import files
from app.storage import cupboard
from app.storage.scanner import scanner
from app.vault import vault
from app.web.limits import refuse_endless_forms


def create_app(overrides: dict[str, str] | None = None) -> Flask:
    """The whole program, ready to serve; ``overrides`` are settings as the environment has them."""
    settings = config.load(overrides)
    app = Flask(__name__, static_folder=None)  # web/assets.py serves them
    app.url_map.strict_slashes = False  # an address with a final slash is the same page
    app.config.update(_flask_settings(settings))
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask's own way
    vault.plug_in(settings.data_key)
    cupboard.plug_in(settings.attachments, settings.aws)
    scanner.plug_in(settings.clamd, settings.clamd_seconds)
    _plug_in_database(app)
    app.before_request(refuse_endless_forms)  # before any other reads the form
    for extension in (login, csrf, limiter):
        extension.init_app(app)
    app.extensions["siang_mail"] = CarefulMail(app)
    for door in (web, jobs, postbox, cli):
        door.plug_in(app)
    return app


def _plug_in_database(app: Flask) -> None:
    database.db.init_app(app)
    # No session of ours is async; closing none would start an event loop after every request.
    ends = app.teardown_appcontext_funcs
    ends[:] = [end for end in ends if not iscoroutinefunction(end)]
    with app.app_context():
        database.prepare(database.db.engine)
        try:
            cupboard.settle(files.are_spoken_of)
        finally:
            database.db.engine.dispose()  # nothing stays open from before the first request


def _flask_settings(settings: config.Settings) -> dict[str, Any]:
    return {
        "SQLALCHEMY_ENGINES": {"default": database.engine_options(settings.database_url)},
        "SECRET_KEY": settings.secret_key,
        "SETTINGS": settings,
        "BASE_URL": settings.base_url,
        "LANGUAGES": settings.languages,
        "MAX_CONTENT_LENGTH": settings.upload_limit + config.MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": config.MEGABYTE,
        "MAX_FORM_PARTS": 100,
        "SESSION_COOKIE_NAME": "__Host-siang" if settings.is_secure else "siang",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_TIME_LIMIT": None,  # a citizen may write for a whole day
        "WTF_CSRF_SSL_STRICT": False,  # it asks for a Referer, which our pages forbid to send
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_STORAGE_OPTIONS": {"socket_timeout": 2} if settings.redis_url else {},
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,  # a lost counter must not lose a complaint
        "MAIL_SERVER": settings.mail_server,
        "MAIL_PORT": settings.mail_port,
        "MAIL_USERNAME": settings.mail_username,
        "MAIL_PASSWORD": settings.mail_password,
        "MAIL_USE_TLS": settings.mail_tls == "starttls",
        "MAIL_USE_SSL": settings.mail_tls == "ssl",
        "MAIL_CA_FILE": settings.mail_ca_file,
        "MAIL_FROM": settings.mail_from,
        "MAIL_DEFAULT_SENDER": settings.mail_from,
        "MAIL_DOMAIN": settings.mail_from.rpartition("@")[2].rstrip(">"),
        "MAIL_SUPPRESS_SEND": False,
    }
