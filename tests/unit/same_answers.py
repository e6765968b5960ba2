"""What two answers have to have in common, so that nobody can tell what they were about."""

import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Any

from werkzeug.test import TestResponse

from tests.unit.browsing import Browser, Manner
from tests.unit.calling import Program

STORES = re.compile(r"/felchat/\w+/(\w+_)?in_memory\.py$")
OF_THE_MOMENT = re.compile(r'name="csrf_token" value="[^"]*"|[0-9a-f]{24}(-[0-9]+)?')
ITS_OWN = {"x-request-id", "set-cookie", "content-length"}


@dataclass(frozen=True)
class Told:
    """A status, what is in the headers and the body, and what the stores were asked for it."""

    status: int
    headers: list[str]
    body: str
    asked: Counter[str]


def told_about(name: object, ask: Callable[[], TestResponse]) -> Told:
    """What an answer says but for that name, by which it was asked, and what is new each time."""
    asked: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event == "call" and STORES.search(code.co_filename) and code.co_name[0] not in "_<":
            asked[code.co_qualname] += 1

    sys.setprofile(note)
    try:
        answer = ask()
    finally:
        sys.setprofile(None)
    headers = [f"{each}: {value}" for each, value in answer.headers if each.lower() not in ITS_OWN]
    body, *headers = (text.replace(str(name), "#") for text in [OF_THE_MOMENT.sub("", answer.text), *headers])
    return Told(answer.status_code, headers, body, asked)


def by_page(browser: Browser, asked: str, name: object, manner: Manner, **form: str) -> Told:
    """What that page or form tells about what is named so."""
    method, _, address = asked.partition(" ")
    fields = {"csrf_token": browser.token(), "body": "hello", **form} if method == "POST" else None
    ask = partial(browser.client.open, address.format(name), method=method, headers=manner, data=fields)
    return told_about(name, ask)


def by_call(program: Program, asked: str, name: object) -> Told:
    """What that call of the API tells."""
    method, _, path = asked.partition(" ")
    body = {"body": "hello"} if method == "POST" else None
    return told_about(name, partial(program.call, method, path.format(name), body))
