"""The lines that the table of who may see what is made of (seen_table.py)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Answers = tuple[str, str]
"""To a plain browser, and to htmx."""
SHOWN, DONE, MISSING, REFUSED = (("200",) * 2, ("204",) * 2, ("404",) * 2, ("422",) * 2)
BAD, UNKNOWN, FORBIDDEN = (("400",) * 2, ("401",) * 2, ("403",) * 2)
SIGN_IN: Answers = ("303 /users/login", "204 /users/login")


def back_to(place: str) -> Answers:
    """A plain browser is sent there; htmx is given the fragment that changed."""
    return f"303 {place}", "200"


def sent_to(place: str) -> Answers:
    return f"303 {place}", f"204 {place}"


@dataclass(frozen=True)
class Line:
    """What that call is answered, to whoever is not known here, to mallory, and to alice.

    `blocked`: to whoever has blocked alice, or was blocked by her, where that is another answer.
    """

    asked: str
    stranger: Answers
    mallory: Answers
    alice: Answers
    blocked: Answers | None = None
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.asked.partition(" ")[0]

    @property
    def address(self) -> str:
        return self.asked.partition(" ")[2]

    @property
    def described(self) -> str:
        """Its address as docs/openapi.json has it."""
        path = self.address.partition("?")[0]
        return path.replace("{other}", "{user_id}").replace("{message}", "{message_id}")

    @property
    def lifts_a_block(self) -> bool:
        return "/unblock" in self.address

    @property
    def is_api(self) -> bool:
        return self.address.startswith("/api/")

    @property
    def is_closed_api(self) -> bool:
        return self.is_api and self.stranger == UNKNOWN != self.mallory


def everybody(asked: str, answers: Answers = SHOWN, **form: str) -> Line:
    """What it answers is the same for everybody."""
    return Line(asked, answers, answers, answers, form=form)


def members(asked: str, answers: Answers = SHOWN, stranger: Answers = SIGN_IN, **form: str) -> Line:
    """What it answers is anybody's own, and only who is signed in has something."""
    return Line(asked, stranger, answers, answers, form=form)


def hers(asked: str, mallory: Answers, alice: Answers, stranger: Answers = SIGN_IN, **form: str) -> Line:
    """It names something of alice's."""
    return Line(asked, stranger, mallory, alice, form=form)


def profile(alice: Answers, mallory: Answers | None = None, **form: str) -> Line:
    return Line("POST /users/profile", SIGN_IN, mallory or alice, alice, form=form)
