"""In which language Felchat speaks to whom."""

from threading import Thread

import pytest
from flask import Flask

from felchat.accounts.domain import Account
from felchat.tongue import LASTING, in_this_tongue, language
from tests.unit.browsing import HTMX, Browser, Manner, parsed, text_of
from tests.unit.calling import Program
from tests.unit.profile_forms import PROFILE


def choose(browser: Browser, language: str, manner: Manner | None = None) -> None:
    answer = browser.submit(PROFILE, manner, action="preferences", language=language)
    assert answer.status_code in (303, 204)


def spoken(browser: Browser, path: str = "/users/", accepted: str = "") -> str:
    answer = browser.get(path, headers={"Accept-Language": accepted} if accepted else {})
    declared: str = parsed(answer.text).get("lang")
    assert answer.headers["Content-Language"] == declared
    return declared


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("en-US,en;q=0.9,ru;q=0.8", "en"),
        ("ru-RU", "ru"),
        ("uk,ru;q=0.7,en;q=0.3", "ru"),
        ("de", "en"),
        ("*", "en"),
        (";;;q=", "en"),
    ],
)
def test_whoever_chose_nothing_is_spoken_to_as_their_browser_wishes(
    browser: Browser, alices: Browser, accepted: str, expected: str
) -> None:
    assert spoken(browser, "/users/login", accepted) == expected
    assert spoken(browser, "/nope", accepted) == expected
    assert spoken(alices, "/users/", accepted) == expected


def test_what_alice_chose_counts_more_than_her_browser_and_not_for_bob(
    alices: Browser, bobs: Browser
) -> None:
    choose(alices, "ru")
    for path in ("/users/", "/nope", "/users/login", PROFILE):
        assert spoken(alices, path, accepted="en") == "ru"
        assert spoken(bobs, path, accepted="en") == "en"
    choose(alices, "en")
    assert spoken(alices, accepted="ru") == "en"
    choose(alices, "auto")
    assert spoken(alices, accepted="ru") == "ru"


def test_a_choice_counts_on_every_device_and_goes_with_the_session(alices: Browser, phone: Browser) -> None:
    choose(alices, "ru")
    assert spoken(phone, "/users/") == "ru"
    assert spoken(phone, "/nope") == "ru", "an error asks no store"
    phone.submit("/users/logout")
    assert spoken(phone, "/users/login") == "en"
    phone.sign_in("alice")
    assert spoken(phone, "/nope") == "ru"


def test_a_page_is_loaded_anew_in_the_language_chosen(alices: Browser) -> None:
    answer = alices.submit(PROFILE, HTMX, action="preferences", language="ru")
    assert answer.headers["HX-Redirect"] == PROFILE
    page = parsed(alices.get(PROFILE).text)
    assert text_of(page.find(".//*[@role='status']")) == "Сохранено."


def test_a_cache_keeps_the_languages_apart(alices: Browser) -> None:
    assert {"Accept-Language", "Cookie"} <= set(alices.get("/users/").headers["Vary"].split(", "))
    assert "Accept-Language" not in alices.get("/users/profile/data").headers.get("Vary", "")


def test_what_a_browser_keeps_has_its_language_in_its_address(alices: Browser, bob: Account) -> None:
    kept = {}
    for chosen in ("en", "ru"):
        choose(alices, chosen)
        page = parsed(alices.get(f"/chat?user={bob.id}").text)
        kept[chosen] = [each.get("href") for each in page.iterfind(".//link[@rel='prefetch']")]
        kept[chosen] += [page.find(".//section[@id='conversation']").get("hx-ws:connect")]
    ours = [each for each in kept["en"] if "/gone" not in each]  # which says nothing
    theirs = [each for each in kept["ru"] if "/gone" not in each]
    assert len(ours) == len(theirs) >= 6
    assert all("lang=en" in each for each in ours)
    assert all("lang=ru" in each for each in theirs)
    for chosen in ("en", "ru"):
        choose(alices, chosen)
        assert "Связи нет" in alices.get("/chat/waiting?lang=ru").text
        assert "There is no connection" in alices.get("/chat/waiting?lang=en").text
        assert "Accept-Language" not in alices.get("/chat/waiting?lang=en").headers["Vary"]


def test_every_socket_speaks_the_language_of_its_page(app: Flask) -> None:
    """A new one stands in LASTING, so that a page hears one language however often it comes back."""
    sockets = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/ws/")}
    assert sockets == LASTING


def test_the_api_speaks_english_to_everybody(app: Flask) -> None:
    program = Program(app)
    program.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ru"
    answer = program.post("/users/register", {"username": "x", "email": "x", "password": "x"})
    assert "Use 3 to 32 letters" in answer.text
    assert "There is nothing here." in program.get("/nope").text
    assert "Content-Language" not in answer.headers


def test_a_thread_goes_on_in_the_language_of_its_request(app: Flask) -> None:
    heard: list[str] = []

    def listen() -> None:
        heard.append(language())

    for wished in ("ru", "en"):
        with app.test_request_context(headers={"Accept-Language": wished}):
            thread = Thread(target=in_this_tongue(listen))
        thread.start()
        thread.join()
    assert heard == ["ru", "en"]
    assert language() == "en", "to nobody in particular"
