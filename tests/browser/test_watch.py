"""That the browsers of these tests notice what breaks the policy; all other tests rely on it."""

from playwright.sync_api import Route

from tests.browser.cast import Cast
from tests.servers import wait_until

PLANT = "html => document.body.insertAdjacentHTML('beforeend', html)"
SAID = "Content Security Policy violated: {}"


def hears(cast: Cast, directive: str) -> None:
    wait_until(lambda: SAID.format(directive) in complaints(cast), f"{directive} is complained of")


def complaints(cast: Cast) -> str:
    return "\n".join(cast.complaints())


def test_what_the_policy_stops_is_complained_of(cast: Cast, site: str) -> None:
    alice, bob = (cast.somebody(name, site) for name in ("alice", "bob"))
    for each in (alice, bob):
        each.goes("/users/login")
    assert cast.complaints() == []
    for planted, directive in (
        ("<i style='color: red'>x</i>", "style-src-attr"),
        ("<img src='/nope' onerror='1'>", "script-src-attr"),
        ("<iframe srcdoc='x'></iframe><object data='/ping'></object>", "object-src"),
    ):
        alice.page.evaluate(PLANT, planted)
        hears(cast, directive)
    assert bob.name not in complaints(cast)
    cast.excuse("violat", "404")


def test_what_a_policy_only_reports_is_complained_of_too(cast: Cast, site: str) -> None:
    alice = cast.somebody("alice", site)

    def report(route: Route) -> None:
        answer = route.fetch()
        stricter = {"content-security-policy-report-only": "style-src 'none'"}
        route.fulfill(response=answer, headers={**answer.headers, **stricter})

    alice.page.route("**/users/login", report)
    alice.goes("/users/login")
    hears(cast, "style-src-elem")
    cast.excuse("violat")
