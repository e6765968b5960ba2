"""Signing in, and the two pages."""

import os
import secrets
from typing import Any, cast

import bcrypt
import gevent
from flask import Blueprint, Flask, Request, Response, abort, render_template, request
from flask_login import LoginManager, current_user, login_required
from sqlalchemy import select

from bench.peers.flask_site import kept
from bench.peers.flask_site.people import User, db, living
from bench.peers.messages import TEMPLATES, sent_at
from felchat.accounts.passwords import digest

pages = Blueprint("pages", __name__)
logins = LoginManager()


def create_app() -> Flask:
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.secret_key = secrets.token_hex()
    app.config.update(
        SESSION_COOKIE_NAME="unused",
        SQLALCHEMY_DATABASE_URI=os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg2:"),
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 20, "max_overflow": 0},
        SOCK_SERVER_OPTIONS={"max_message_size": 65_536},
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = False
    app.jinja_env.filters["sent_at"] = sent_at
    app.register_blueprint(pages)
    logins.init_app(app)
    db.init_app(app)
    return app


@logins.request_loader
def whoever(asking: Request) -> User | None:
    token = asking.cookies.get("session")
    number: Any = kept.redis.get(f"session:{token}") if token else None
    return living(int(number)) if number else None


def me() -> User | None:
    """Whoever asks, if they are signed in."""
    return cast(User, current_user) if cast(User, current_user).is_authenticated else None


@pages.get("/ready")
def ready() -> str:
    kept.redis.ping()
    return "ready"


@pages.post("/login")
def login() -> Response:
    name, password = request.form["username"], request.form["password"]
    user = db.session.scalar(select(User).filter_by(username_key=name.casefold()))
    if user is None:
        abort(401)
    number, kept_hash = user.id, user.password_hash.encode()
    db.session.remove()
    if not gevent.get_hub().threadpool.apply(bcrypt.checkpw, (digest(password), kept_hash)):
        abort(401)
    token = secrets.token_urlsafe(32)
    kept.redis.set(f"session:{token}", number, ex=kept.HALF_A_DAY)
    answer = Response(status=204)
    answer.set_cookie("session", token, httponly=True, samesite="Lax")
    return answer


@pages.get("/chat")
@login_required
def chat() -> str:
    other = living(request.args.get("user", 0, int))
    if other is None:
        abort(404)
    viewer = cast(User, current_user).id
    messages = kept.newest(viewer, other.id)
    return render_template(
        "conversation.html", viewer=viewer, number=other.id, other=other.username, messages=messages
    )


@pages.get("/people")
@login_required
def people() -> str:
    others = select(User.id, User.username).where(
        User.id != cast(User, current_user).id, User.disabled_at.is_(None)
    )
    return render_template(
        "people.html", people=db.session.execute(others.order_by(User.username_key).limit(50))
    )
