"""Somebody who sits in front of a browser, and what they do there."""

import re
import secrets

from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.browser.watch import Watch
from tests.conftest import PASSWORD
from tests.servers import wait_until

PHONE: ViewportSize = {"width": 360, "height": 740}
LAPTOP: ViewportSize = {"width": 1440, "height": 900}
FINGER = 44
"""CSS pixels that whatever is touched measures, each way (WCAG 2.5.5)."""
PATIENCE_MS = 20_000
CONVERSATION = re.compile(r'href="(/chat\?user=\d+)"')
FREE_THE_BOX = "box => ['maxlength', 'pattern', 'required'].forEach(rule => box.removeAttribute(rule))"
FETCHED_AHEAD = """new Set(performance.getEntriesByType("resource").filter(
    each => each.name.includes("/composer") && each.responseEnd).map(each => each.name)).size"""
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Tab:
    """One page, and what a person does and sees on it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.site = site
        self.composer = page.locator("#composer")
        self.texts = self.composer.get_by_role("textbox", name="Message")
        self.text = self.texts.last
        self.send_button = self.composer.get_by_role("button", name="Send", exact=True).last
        self.log = page.get_by_role("log")
        self.messages = self.log.get_by_role("article")
        self.bodies = self.messages.locator(".message__body")
        self.mine = self.log.locator("article.message--mine").locator(".message__body")
        self.state = page.get_by_role("status")

    def goes(self, address: str) -> None:
        self.page.goto(f"{self.site}{address}")

    def finds(self, other: "Person") -> None:
        """Open the conversation by way of the people's page, and wait until it is live."""
        self.goes("/users/")
        self.page.get_by_role("link", name=other.name).click()
        self.is_live()
        self.has_the_focus()

    def opens(self, other: "Person") -> None:
        """Open the conversation by its address, and wait until it is live."""
        self.goes(self.address_of(other))
        self.is_live()
        self.has_the_focus()

    def address_of(self, other: "Person") -> str:
        """Where the conversation with the other is, as the people's page has it."""
        people = self.page.context.request.get(f"{self.site}/users/").text()
        before, found, _ = people.partition(f">{other.name}<")
        assert found, people
        return str(CONVERSATION.findall(before)[-1])

    def turns_to_it(self) -> None:
        """Come from another tab or place, and go on writing here."""
        self.page.bring_to_front()
        self.text.focus()

    def has_the_focus(self) -> None:
        """Wait until the box has it by itself, for which a page is drawn once."""
        expect(self.text).to_be_focused()

    def is_live(self) -> None:
        expect(self.state).to_have_text("Live")

    def types(self, text: str, ms_a_key: float = 0) -> None:
        self.page.keyboard.type(text, delay=ms_a_key)

    def says(self, text: str, ms_a_key: float = 0) -> None:
        """Type it wherever the focus is, and press Enter; wait for nothing."""
        self.types(text, ms_a_key)
        self.page.keyboard.press("Enter", delay=ms_a_key)

    def has_the_next_box(self) -> None:
        """Wait for it after Enter. A person's next key comes later; on a busy machine a script's may come
        sooner, and then belongs to the message before (docs/architecture.md, "The composer")."""
        expect(self.text).to_have_value("")
        expect(self.text).to_be_focused()

    def sees(self, *bodies: str) -> None:
        """Exactly these messages, in this order."""
        expect(self.bodies).to_have_text(list(bodies))

    def has_nothing_pending(self) -> None:
        """One composer, empty, and no slot left over from a message that was sent."""
        expect(self.texts).to_have_count(1)
        expect(self.text).to_have_value("")

    def article(self, body: str) -> Locator:
        return self.messages.filter(has_text=body)

    def mark(self) -> None:
        """Leave a mark that a load of the page would wipe out."""
        self.page.evaluate("window.marked = true")

    def was_not_loaded_again(self) -> bool:
        return bool(self.page.evaluate("window.marked === true"))


class Person(Tab):
    """Somebody with a browser of their own, watched; `tab()` opens another page in it."""

    def __init__(self, name: str, site: str, context: BrowserContext) -> None:
        self.name = name
        self.context = context
        self.watch = Watch(context)
        self._token = ""
        super().__init__(context.new_page(), site)

    def tab(self) -> Tab:
        return Tab(self.context.new_page(), self.site)

    def registers(self) -> None:
        """Register past the page, as quickly as may be; the browser is signed in by it."""
        email = f"{secrets.token_hex(8)}@example.org"
        self.posts("/users/register", username=self.name, email=email, password=PASSWORD)
        self._token = ""  # signing in begins a new session, and with it comes a new token

    def posts(self, address: str, **fields: str) -> None:
        """Send a plain form from this browser, past its pages."""
        if not self._token:
            found = TOKEN.search(self.context.request.get(f"{self.site}/").text())
            assert found
            self._token = found[1]
        form: dict[str, str | float | bool] = {**fields, "csrf_token": self._token}
        answer = self.context.request.post(f"{self.site}{address}", form=form)
        assert answer.ok, answer.text()


def wait_for_composers(person: Person) -> None:
    """Until the browser has fetched ahead what sending needs."""
    wait_until(lambda: person.page.evaluate(FETCHED_AHEAD) >= 4, "composers are fetched ahead")
