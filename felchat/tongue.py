"""In which language somebody is told things, and by the clock of which zone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, Response, g, has_app_context, has_request_context, request, session
from flask.globals import app_ctx
from flask_babel import Babel, Domain, refresh
from markupsafe import Markup

from felchat.catalogue import as_html, catalogue
from felchat.web import is_api

P = ParamSpec("P")
R = TypeVar("R")
LOCALES = {"en": Locale("en", "GB"), "ru": Locale("ru")}
"""The languages that Felchat speaks, and whose customs its dates and numbers follow."""
KEPT = {"offline.connection", "offline.waiting", "offline.at_the_end", "composer.following"}
"""What a browser keeps for a week, and so keeps for each language."""
LASTING = {"socket.converse", "socket.look_on"}
"""What goes on in the language of the page that began it, whatever is chosen meanwhile."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One of the languages, and a time zone of the IANA's; none means UTC, which is then named."""

    language: str = "en"
    zone: str = ""


ENGLISH = Tongue()


class Catalogues(Domain):
    """What gettext asks for translations."""

    def get_translations(self) -> NullTranslations:
        return catalogue(tongue().language)


def init_app(app: Flask) -> None:
    for each in LOCALES:
        catalogue(each)
    babel = Babel()
    babel.init_app(app, locale_selector=lambda: LOCALES[tongue().language])
    babel.domain_instance = Catalogues()  # type: ignore[no-untyped-call]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.add_template_global(language)
    for name in ("_", "gettext"):
        app.add_template_global(words, name)
    app.url_defaults(name_the_language)
    app.after_request(say_which_language)


def words(text: str, /, **values: object) -> Markup:
    """What templates say: the text in the language that is spoken, with the values filled in, escaped."""
    return as_html(text, language()) % values  # none, too: a percent sign is doubled in every text


def language() -> str:
    """The code of the language that is spoken, such as `en`."""
    return tongue().language


def tongue() -> Tongue:
    """How whoever asks is to be told things: as they chose, or as their browser wishes."""
    if not has_app_context():
        return ENGLISH
    if "tongue" not in g:
        g.tongue = wished_for() if has_request_context() else ENGLISH
    spoken: Tongue = g.tongue
    return spoken


def wished_for() -> Tongue:
    if is_api():
        return ENGLISH  # its words are its contract, and programs compare them
    chosen, zone = session.get("tongue", ("auto", ""))
    named = request.args.get("lang", chosen)
    by_browser = request.accept_languages.best_match(LOCALES, default="en")
    return Tongue(named if named in LOCALES else by_browser, zone)


def remember(chosen: str, zone: str) -> None:
    """Keep in the browser's session what somebody chose, so that a page which asks no store knows it, too."""
    if session.get("tongue") != [chosen, zone]:
        session["tongue"] = [chosen, zone]
        g.pop("tongue", None)
        refresh()


@contextmanager
def speaking(app: Flask, spoken: Tongue) -> Iterator[None]:
    """Outside of a request: what is put into words here is in that tongue."""
    with app.app_context():
        g.tongue = spoken
        yield


def in_this_tongue(work: Callable[P, R]) -> Callable[P, R]:
    """The work as it is given to a thread, where no request tells who is spoken to."""
    app, spoken = app_ctx.app, tongue()

    def in_the_thread(*args: P.args, **named: P.kwargs) -> R:
        with speaking(app, spoken):
            return work(*args, **named)

    return in_the_thread


def name_the_language(endpoint: str, values: dict[str, object]) -> None:
    if endpoint in KEPT | LASTING:
        values.setdefault("lang", language())


def say_which_language(response: Response) -> Response:
    if "tongue" in g and response.mimetype == "text/html":
        response.content_language = [language()]
        if request.endpoint not in KEPT:
            response.vary.update(("Accept-Language", "Cookie"))
    return response
