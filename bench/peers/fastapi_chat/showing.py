"""HTML by Jinja, as Starlette's own templates would make it."""

from typing import Any

from jinja2 import Environment, FileSystemLoader

from bench.peers.messages import TEMPLATES, sent_at

jinja = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)
jinja.filters["sent_at"] = sent_at
PUSH, PAGE, PEOPLE = (jinja.get_template(name) for name in ("push.html", "conversation.html", "people.html"))


def pushed(message: dict[str, Any], viewer: int, other: str) -> str:
    return PUSH.render(message=message, viewer=viewer, other=other)


def conversation(viewer: int, number: int, other: str, messages: list[dict[str, Any]]) -> str:
    return PAGE.render(viewer=viewer, number=number, other=other, messages=messages)


def directory(people: list[Any]) -> str:
    return PEOPLE.render(people=people)
