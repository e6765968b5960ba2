"""How long a message still has: seen on it, and true without a script; a page that waits for it rests."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, expect

from felchat.config import Settings
from tests.browser.cast import Cast
from tests.browser.person import LAPTOP, Person
from tests.servers import Felchat

MANY = 50
SECONDS = 2
RECALCULATIONS_A_SECOND = 3
"""Far below the sixty of a page that draws all the time."""
POWERS = [1 << bit for bit in range(21)]
LEAVES_AFTER = "each => parseFloat(getComputedStyle(each).animationDelay.split(', ').at(-1))"
HAS_LEFT = "(each, seconds) => each.dataset.left = seconds"


@pytest.fixture
def alice(cast: Cast, site: str) -> Person:
    """Alice, who has said something to bob."""
    alice, _ = cast.pair(site)
    alice.says("Hello")
    alice.sees("Hello")
    return alice


def test_without_javascript_a_message_is_gone_in_time_all_the_same(cast: Cast, forgetful: Felchat) -> None:
    alice = cast.person("alice", forgetful.url, java_script_enabled=False, viewport=LAPTOP)
    bob = cast.person("bob", forgetful.url)
    alice.posts(alice.address_of(bob), body="Not for long")
    alice.goes(
        alice.address_of(bob).replace("/chat", "/chat/log") + "&still="
    )  # it does not load itself again
    article = alice.page.locator("article", has_text="Not for long")
    expect(article).to_be_visible()
    expect(article).to_be_hidden()
    expect(article).to_have_count(1)
    expect(alice.page.get_by_role("article")).to_have_count(0)  # nor is it read out


def test_the_stylesheet_knows_how_long_the_longest_retention_is(alice: Person) -> None:
    article = alice.article("Hello")
    assert article.evaluate(LEAVES_AFTER) in (1800, 1799)
    for power in POWERS:
        article.evaluate(HAS_LEFT, str(power))
        assert article.evaluate(LEAVES_AFTER) == pytest.approx(power, rel=1e-5)
    article.evaluate(HAS_LEFT, " ".join(map(str, POWERS)))
    assert article.evaluate(LEAVES_AFTER) == pytest.approx(sum(POWERS), rel=1e-5)
    longest = Settings.model_fields["message_retention_minutes"].metadata
    assert max(getattr(each, "le", 0) for each in longest) * 60 <= sum(POWERS)


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_its_line_grows_short_and_it_fades(alice: Person, motion: Literal["no-preference", "reduce"]) -> None:
    alice.page.emulate_media(reduced_motion=motion)
    article = alice.article("Hello")
    ink = article.evaluate("each => getComputedStyle(each).color")
    wait_for(article, "100%", ink)
    moves = motion == "no-preference"
    for left, line in (("512 256", "50%"), ("256 32", "20%")):
        article.evaluate(HAS_LEFT, left)
        wait_for(article, line if moves else "100%", ink)
    article.evaluate(HAS_LEFT, "32")
    expect(article).not_to_have_css("color", ink)
    expect(article).to_have_css("background-size", "4% 2px")
    article.evaluate(HAS_LEFT, "")
    expect(article).to_be_hidden()


def wait_for(article: Locator, line: str, ink: str) -> None:
    expect(article).to_have_css("background-size", f"{line} 2px")
    expect(article).to_have_css("color", ink)


def test_a_page_with_many_messages_rests(cast: Cast, site: str) -> None:
    """Else it would empty the battery of a phone that only shows it."""
    alice, bob = cast.pair(site)
    for each in range(MANY):
        alice.posts(alice.address_of(bob), body=f"Message {each}")
    expect(bob.messages).to_have_count(MANY)
    bob.page.mouse.move(0, 0)
    devtools = bob.context.new_cdp_session(bob.page)
    devtools.send("Performance.enable")

    def recalculations() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "RecalcStyleCount"))

    bob.text.evaluate("box => box.blur()")  # a caret blinks
    bob.page.wait_for_timeout(4000)  # and the list has said its last word
    before = recalculations()
    bob.page.wait_for_timeout(SECONDS * 1000)
    assert recalculations() - before <= SECONDS * RECALCULATIONS_A_SECOND
