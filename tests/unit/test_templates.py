"""House rules of the templates, and pages that parse without an error and can be used by everybody."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.config import ROOT
from felchat.services import Services
from tests.unit.browsing import Browser, parsed, text_of

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PUSHES = [each for each in TEMPLATES if each.name.endswith(".push.html")]
FRAGMENTS = [each for each in TEMPLATES if each.name.startswith("_") and each.name != "_ui.html"] + PUSHES
DOCS = [each for each in TEMPLATES if each.parent.name == "docs"]
"""The pages that a library fills."""
BASES = ("_ui.html", "base.html", "framed.html")
PAGES = [each for each in TEMPLATES if each not in FRAGMENTS + DOCS and each.name not in BASES]
NEVER = {
    "a style of its own": r"<style|\sstyle\s*=",
    "a handler": r"\son[a-z]+\s*=|hx-on",
    "script in an address or a value": r"\bjs:|javascript:",
    "raw HTML": r"\|\s*safe\b|Markup|autoescape",
    "a trigger filter": r"hx-trigger\s*=\s*(\"[^\"]*\[|'[^']*\[)",
    "a window that opens by itself": r"<dialog[^>]*\sopen|role\s*=\s*[\"'](alert)?dialog",
    "another host": r"https?://|(src|href|action)\s*=\s*[\"']//",
    "an address that url_for does not know": r"(src|href|action)\s*=\s*[\"']/",
}
OPEN_TO_ALL = ["/users/login", "/users/login?next=/chat", "/users/register", "/nope"]
FOR_ALICE = [*OPEN_TO_ALL, "/users/", "/users/profile", "/users/profile/tokens"]
FOR_ALICE += ["/chat?user=2", "/chat?user=3", "/chat/log?user=2", "/chat/log?user=2&still="]
SHARED_BY_MESSAGES = "take-back"
"""The form whose buttons stand in the messages."""
FORMS = ["/users/register", "/users/login", "/chat?user=2", "/users/profile", "/users/profile/tokens"]


@pytest.fixture
def conversation(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    """Alice is 1, bob is 2 and has talked with her, mallory is 3 and has not."""
    services.chat.send(alice.id, bob.id, "hello\nhttp://example.org", "1")
    services.chat.send(bob.id, alice.id, "<i>hi</i>", "1")
    assert mallory.id == 3


def name_of(template: Path) -> str:
    return str(template.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=name_of)
def test_a_fragment_is_no_page_and_says_what_it_needs(fragment: Path) -> None:
    source = fragment.read_text(encoding="utf-8")
    assert source.startswith("{# Needs: ")
    assert "<html" not in source
    assert "{% extends" not in source


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_is_built_on_the_base(page: Path) -> None:
    assert page.read_text(encoding="utf-8").startswith(
        ("{% extends layout() %}", '{% extends "base.html" %}', '{% extends "framed.html" %}')
    )


@pytest.mark.parametrize("push", PUSHES, ids=name_of)
def test_a_push_is_an_envelope(push: Path) -> None:
    """Every root of it goes out of band, by id, and what a message looks like it does not know."""
    source = re.sub(r"\{[#%].*?[#%]\}", "", push.read_text(encoding="utf-8"), flags=re.DOTALL)
    roots = [each for each in parsed(source).iter() if each.get("id")]
    assert all(each.get("hx-swap-oob") for each in roots)
    assert roots or re.search(r"_(sending|enter)\.html", push.read_text(encoding="utf-8"))
    assert not re.search(r"message__|<article|<time|<bdi", source)


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
@pytest.mark.parametrize("what", NEVER)
def test_no_template_holds(template: Path, what: str) -> None:
    """Original fault P9: an "about" window lay over the sign-in form."""
    source = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(NEVER[what], source, re.IGNORECASE)


def scripts_in(templates: list[Path]) -> list[str]:
    return [
        script for each in templates for script in re.findall(r"<script.*", each.read_text(encoding="utf-8"))
    ]


def test_there_is_one_script_and_it_is_ours() -> None:
    """Original faults P8 and P10: it, too, asks nobody for permission to notify them."""
    ours = scripts_in([each for each in TEMPLATES if each not in DOCS])
    assert ours == ["<script src=\"{{ url_for('static', filename='vendor/htmx.js') }}\" defer></script>"]
    assert "requestPermission" not in (ROOT / "static" / "vendor" / "htmx.js").read_text(encoding="utf-8")


def test_the_pages_of_a_library_load_its_scripts_from_us() -> None:
    """Original fault P14."""
    scripts = scripts_in(DOCS)
    assert len(scripts) == 4
    for script in scripts:
        assert re.fullmatch(r"""<script src="{{ url_for\('[a-z.]+'.*\) }}" defer></script>""", script)


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_a_page_for_anybody_can_be_used_by_everybody(browser: Browser, path: str) -> None:
    check(browser.get(path))


@pytest.mark.usefixtures("conversation")
@pytest.mark.parametrize("path", FOR_ALICE)
def test_a_page_for_alice_can_be_used_by_everybody(alices: Browser, path: str) -> None:
    check(alices.get(path))


@pytest.mark.usefixtures("conversation")
@pytest.mark.parametrize("path", FORMS)
def test_a_refused_form_can_be_used_by_everybody(alices: Browser, path: str) -> None:
    """Original fault P5."""
    answer = alices.submit(path, body=" ", username="", email="", password="", action="email")
    assert answer.status_code == 422
    check(answer)


def check(answer: TestResponse) -> None:
    page = parsed(answer.text)
    everything = list(page.iter())
    assert page.get("lang") == "en"
    assert len(page.findall(".//h1")) == 1
    assert re.fullmatch(r".+ · Felchat", text_of(page.find(".//title")))
    assert len(page.findall(".//main")) == 1
    ids = Counter(each.get("id") for each in everything if each.get("id"))
    assert set(ids.values()) == {1}, ids
    labels = {each.get("for"): text_of(each).strip() for each in page.iter("label")}
    for field in page.iter("input"):
        assert field.get("type") == "hidden" or labels[field.get("id")]
    for each in everything:
        assert described(each, page), f"{each.tag} {each.get('id')} points at nothing"
    for form in page.iter("form"):
        if form.get("role") != "search":  # which changes nothing, and has an address to keep
            assert form.get("method") == "post"
            assert form.find(".//input[@name='csrf_token']") is not None
        assert form.find(".//button") is not None or form.get("id") == SHARED_BY_MESSAGES


def described(element: Any, page: Any) -> bool:
    """Whether everything that the element refers to for its name or its note is there, and says something."""
    names = f"{element.get('aria-describedby', '')} {element.get('aria-labelledby', '')}".split()
    return all(text_of(page.find(f".//*[@id='{name}']")).strip() for name in names)
