"""Swagger UI and ReDoc show the API, from this host alone and without a word in the console."""

import pytest
from playwright.sync_api import expect

from tests.browser.cast import Cast

PAGES = ["/docs", "/redoc"]


@pytest.mark.parametrize("address", PAGES)
def test_the_api_can_be_read_about(cast: Cast, site: str, address: str) -> None:
    """Original fault P14: whoever talked to another host, or complained, would fail the cast."""
    alice = cast.somebody("alice", site)
    alice.goes(address)
    for text in ("/api/v1/users/register", "/api/v1/messages/{user_id}"):
        expect(alice.page.get_by_text(text).first).to_be_visible()
    alice.page.wait_for_load_state("networkidle")


def test_swagger_ui_calls_the_api(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    alice.goes("/docs")
    alice.page.get_by_role("button", name="GET /api/v1/users/me").first.click()
    alice.page.get_by_role("button", name="Try it out").click()
    alice.page.get_by_role("button", name="Execute").click()
    expect(alice.page.get_by_text(f'"username": "{alice.name}"').first).to_be_visible()
