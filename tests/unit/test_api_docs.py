"""The API's description is what is committed, and its pages come from here alone."""

import json
import re
from typing import Any

import pytest
from flask import Flask

from felchat.config import ROOT
from tests.unit.browsing import Browser
from tests.unit.calling import API

COMMITTED = ROOT / "docs" / "openapi.json"


def test_the_committed_description_is_what_the_code_serves(browser: Browser) -> None:
    served = browser.get("/openapi.json").json
    assert served == json.loads(COMMITTED.read_text(encoding="utf-8")), "write it anew with `make openapi`"


def test_the_description_is_of_the_api_and_of_nothing_else(app: Flask, browser: Browser) -> None:
    description: Any = browser.get("/openapi.json").json
    rules = {re.sub(r"<(\w+:)?(\w+)>", r"{\2}", rule.rule) for rule in app.url_map.iter_rules()}
    assert description["openapi"].startswith("3.1.")
    assert set(description["paths"]) == {rule for rule in rules if rule.startswith(API)}


def test_every_call_that_needs_to_know_the_caller_says_so(browser: Browser) -> None:
    paths: Any = (browser.get("/openapi.json").json or {})["paths"]
    for calls in paths.values():
        for call in calls.values():
            assert ("security" in call) == (call["operationId"] not in ("register", "login", "logout"))
            assert call["responses"]["default"]["content"]["application/json"]["schema"]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_a_page_of_a_library_is_guarded_by_a_policy_of_its_own(browser: Browser, path: str) -> None:
    """Original fault P14."""
    policy = browser.get(path).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert not re.search(r"unsafe-eval|https?:|\*", policy)
    assert ("unsafe-inline" in policy) == (path == "/redoc")


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_what_a_library_loads_is_here_and_kept_for_ever(browser: Browser, path: str) -> None:
    """Original faults P13 and P14."""
    loaded = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', browser.get(path).text)
    assert loaded
    for address in loaded:
        assert address.startswith("/")
        with browser.get(address) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"].startswith("public, max-age=31536000")
            assert "immutable" in answer.headers["Cache-Control"]
            assert b"cdn.redoc.ly" not in answer.data


def test_what_a_library_loads_comes_compressed(browser: Browser) -> None:
    for page in ("/docs", "/redoc"):
        for address in re.findall(r'"(/(?:docs|redoc)/[^"]+)"', browser.get(page).text):
            with browser.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
                assert answer.headers.get("Content-Encoding") == "gzip", address
