"""Pages that are open, on the services themselves, and the frames that they are sent."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

from flask import Flask

from felchat.accounts.domain import Account, Viewer
from felchat.chat.attending import Attending
from felchat.chat.events import SessionEnded
from felchat.chat.page_pushes import PagePushes
from felchat.chat.pushes import Pushes
from felchat.chat.serving import Pushes as Renders
from felchat.chat.steps import Shows, Step, Synced, Unreadable
from felchat.chat.view import View
from felchat.people.domain import Person
from felchat.services import Services
from felchat.tongue import Tongue, speaking, tongue
from tests.conftest import RETENTION_MS, MovingClock

FORMS = {"csrf_token": lambda: "x", "url_for": lambda name, **values: f"/{name}/{values}"}


@dataclass
class OpenPage:
    """One page: what it is told next, as the frames that carry it."""

    app: Flask
    clock: MovingClock
    page: Attending
    pushes: Renders
    steps: Iterator[Step] = field(init=False)
    closed_with: int = 0

    def __post_init__(self) -> None:
        self.steps = self.page.steps()

    def frames(self) -> list[str]:
        """All that it is sent by now, until two marks of the test's own come back."""
        found: list[str] = []
        for _ in range(2):
            self.clock.forward(seconds=2)  # what is gathered after the first waits for the second
            self.page.say(Unreadable())
            while (step := next(self.steps)) != Unreadable():
                if isinstance(step, SessionEnded):
                    self.closed_with = 4001
                    return [*found, self.pushes.signed_out()]
                with speaking(self.app, Tongue("en")):
                    found.append(self.pushes.render(step))  # type: ignore[arg-type]
        return found


@dataclass
class Windows:
    """Opens pages, until the end of the test. `around.monotonic` must go by the test's clock."""

    app: Flask
    services: Services
    clock: MovingClock
    stack: ExitStack

    def conversation(self, who: Account, other: Account) -> OpenPage:
        """Their page of that conversation; it lists everybody, and what it is told first is read."""
        viewer, by_now = self._viewer(who)
        glimpse = partial(self.services.people.glimpse, who.id)
        page = self.stack.enter_context(self.services.chat.listen(viewer, other.id, by_now, glimpse))
        page.say(Synced(None))
        view = View(who.id, Person(other.id, other.username), RETENTION_MS, self.services.chat.now, tongue())
        with self.app.app_context():
            pushes = Pushes(self.app.jinja_env, view, FORMS)
        return self._opened(who, page, pushes)

    def people(self, who: Account) -> OpenPage:
        """Their page of all people."""
        viewer, by_now = self._viewer(who)
        glimpse = partial(self.services.people.glimpse, who.id)
        page = self.stack.enter_context(self.services.chat.attend(viewer, by_now, glimpse))
        return self._opened(who, page, PagePushes(self.app.jinja_env, FORMS))

    def _viewer(self, who: Account) -> "tuple[Viewer, partial[Viewer | None]]":
        token = self.services.accounts.sign_in(who)
        by_now = partial(self.services.accounts.viewer, token)
        viewer = by_now()
        assert viewer
        return viewer, by_now

    def _opened(self, who: Account, page: Attending, pushes: Renders) -> OpenPage:
        opened = OpenPage(self.app, self.clock, page, pushes)
        everybody = {each: f"{each}:0:0:00" for each in range(1, 10) if each != who.id}
        page.say(Shows(everybody, title="People"))
        opened.frames()
        return opened
