"""A person's row in a list. Pages have thirty of them and more: its template is rendered beforehand."""

from dataclasses import replace
from functools import lru_cache

from flask import render_template
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from felchat.bidi import isolated
from felchat.people.domain import Listed
from felchat.stencil import Stencil, mark
from felchat.tongue import language

AVATARS = 6
"""How many kinds of them there are: by the id, which otherwise is the same to a row as any."""
ANY_ID = 9_000_000_000 // AVATARS * AVATARS
INITIAL = "\ue001"
ANY_NAME = f"{INITIAL}\ue002"
ANY_TURNED_NAME = f"{INITIAL}\u05d0"
"""One that is written from right to left, which texts keep apart (bidi.py)."""
KINDS = 1024
"""How many kinds of rows are kept: those with something unread are one for each number of it."""


def row_of(person: Listed, open_id: int | None) -> Markup:
    """The row as `people/_person.html` has it, unless a form in it was just sent."""
    name = ANY_NAME if isolated(person.username) == person.username else ANY_TURNED_NAME
    kind = replace(person, id=ANY_ID + person.id % AVATARS, username=name)
    return stencil(kind, person.id == open_id, language()).filled(
        id=person.id,
        name=person.username,
        initial=person.username[0],
        token=generate_csrf(),
    )


@lru_cache(KINDS)
def stencil(kind: Listed, is_open: bool, _language: str) -> Stencil:
    """That of everybody who is listed so."""
    rendered = render_template(
        "people/_person.html",
        person=kind,
        open_id=kind.id if is_open else None,
        csrf_token=lambda: mark("token"),
    )
    stands_for = {str(kind.id): "id", kind.username: "name", INITIAL: "initial"}
    for sign, hole in stands_for.items():
        rendered = rendered.replace(sign, mark(hole))
    return Stencil.cut(rendered)
