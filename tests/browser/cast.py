"""The people of one test, each with a browser of their own."""

import secrets
from typing import TypedDict, Unpack

from playwright.sync_api import Browser, ViewportSize

from tests.browser.person import LAPTOP, PATIENCE_MS, PHONE, Person


class Options(TypedDict, total=False):
    """What Playwright's contexts may be told."""

    viewport: ViewportSize
    java_script_enabled: bool
    locale: str
    has_touch: bool


class Cast:
    """The people of one test, each in a new browser context."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._people: list[Person] = []

    def somebody(self, name: str, site: str, **options: Unpack[Options]) -> Person:
        """A person with a browser and a name that nobody has yet, not registered."""
        options.setdefault("viewport", PHONE)
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE_MS)
        person = Person(f"{name}-{secrets.token_hex(3)}", site, context)
        self._people.append(person)
        return person

    def person(self, name: str, site: str, **options: Unpack[Options]) -> Person:
        """A registered person, signed in."""
        person = self.somebody(name, site, **options)
        person.registers()
        return person

    def pair(self, site: str, site_of_the_other: str = "") -> tuple[Person, Person]:
        """Alice on a phone and bob on a laptop, in their conversation."""
        alice = self.person("alice", site)
        bob = self.person("bob", site_of_the_other or site, viewport=LAPTOP)
        alice.page.goto(f"{alice.site}{alice.address_of(bob)}", wait_until="commit")
        bob.page.goto(f"{bob.site}{bob.address_of(alice)}", wait_until="commit")
        for each in (alice, bob):
            each.page.wait_for_load_state()
            each.is_live()
            each.has_the_focus()
        return alice, bob

    def excuse(self, *patterns: str) -> None:
        for person in self._people:
            person.watch.excuse(*patterns)

    def leave(self) -> list[str]:
        """Close every browser; what they complained of comes back."""
        complaints = self.complaints()
        for person in self._people:
            person.context.close()
        return complaints

    def complaints(self) -> list[str]:
        """What the browsers complained of so far."""
        complaints = []
        for person in self._people:
            person.page.evaluate("0")  # events arrive only while Playwright is at work
            complaints += [f"{person.name}: {each}" for each in person.watch.complaints()]
        return complaints
