"""Felchat: a web chat for two people at a time, whose messages are short-lived."""

import logging

from flask import Flask

from felchat import (
    api,
    cli,
    database_connections,
    docs,
    errors,
    headers,
    health,
    proxies,
    slow_peers,
    static_files,
    times,
    tongue,
    web,
)
from felchat.accounts import api as accounts_api
from felchat.accounts import code_pages, factor_pages, invitation_pages, token_pages
from felchat.accounts import pages as accounts
from felchat.accounts import profile_pages as profile
from felchat.accounts.cookies import Cookies
from felchat.chat import api as chat_api
from felchat.chat import blocking_pages as blocking
from felchat.chat import composer_pages as composer
from felchat.chat import handshake, heartbeat, log_pages, offline_pages, socket
from felchat.chat import pages as chat
from felchat.chat import withdrawal_pages as withdrawals
from felchat.config import ROOT, Settings, load_settings
from felchat.extensions import compress, csrf, db, login, migrate, sock
from felchat.logs import lines as log_lines
from felchat.logs import tracing
from felchat.metrics import measuring
from felchat.people import api as people_api
from felchat.people import pages as people
from felchat.services import Services
from felchat.wiring import wire

log = logging.getLogger(__name__)


def create_app(config: Settings | None = None, services: Services | None = None) -> Flask:
    """The application. Settings come from the environment and services from the wiring, unless given."""
    settings = config or load_settings()
    log_lines.configure(settings.log_level, settings.log_format)
    if settings.env == "prod" and not settings.session_cookie_secure:
        log.warning("SESSION_COOKIE_SECURE is false: whoever listens on the way can take sessions over")
    if not (ROOT / "static" / "vendor" / "htmx.js").exists():
        log.warning("static/vendor/htmx.js is missing, so nothing is live: build it with `make assets`")
    app = api.Application(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.config.from_mapping(flask_settings(settings))
    app.session_interface = Cookies()
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}

    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    login.init_app(app, add_context_processor=False)  # it would ask the database for every page, errors too
    tracing.note_routes(app)  # before any refusal
    errors.init_app(app)
    web.init_app(app)  # before csrf: a foreign origin is refused before its token is looked at
    tongue.init_app(app)
    times.init_app(app)
    csrf.init_app(app)
    compress.init_app(app)
    measuring.init_app(app, settings.metrics_token)  # what is counted goes through Flask
    static_files.init_app(app, keep=settings.env != "dev")
    slow_peers.init_app(app)
    headers.init_app(app)
    proxies.init_app(app, settings.trusted_proxies)
    tracing.init_app(app, settings.trusted_proxies)  # the outermost

    with app.app_context():
        app.extensions["felchat"] = services or wire(settings)
    for room in (
        health,
        accounts,
        code_pages,
        profile,
        factor_pages,
        token_pages,
        invitation_pages,
        people,
        chat,
        composer,
        blocking,
        withdrawals,
        log_pages,
        offline_pages,
        socket,
        docs,
    ):
        app.register_blueprint(room.bp)
    api.init_app(app, settings, (accounts_api.door, accounts_api.bp, people_api.bp, chat_api.bp))
    sock.init_app(app)
    heartbeat.init_app(app, settings.websocket_ping_interval, settings.websocket_ping_timeout)
    cli.init_app(app)
    return app


def flask_settings(settings: Settings) -> dict[str, object]:
    """What Flask and its extensions are told."""
    return {
        "FELCHAT": settings,
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": proxies.hosts(settings.trusted_hosts),
        "SESSION_COOKIE_NAME": settings.cookie_name,
        "SESSION_COOKIE_SECURE": settings.session_cookie_secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": settings.cookie_lasts,
        # Or the answer to what was asked before a sign-in would bring back the cookie from before it.
        "SESSION_REFRESH_EACH_REQUEST": False,
        # A session that can be ended guards better than Flask-Login's look at addresses and browsers.
        "SESSION_PROTECTION": None,
        "MAX_CONTENT_LENGTH": web.LARGEST_FORM,
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_STREAMS": False,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": database_connections.engine_options(settings.database_url),
        "SQLALCHEMY_BINDS": database_connections.more_engines(settings.database_url),
        "SOCK_SERVER_OPTIONS": {"thread_class": handshake.NoThread},  # chat/live_socket.py reads
        # The token lasts as long as the session: an open chat may not go stale after an hour. The
        # same-origin guard does what the check of the Referer would.
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }
