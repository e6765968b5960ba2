"""Making a token and revoking it, without a load of the page."""

from playwright.sync_api import expect

from tests.browser.cast import Cast
from tests.browser.test_looks import look
from tests.conftest import PASSWORD


def test_a_token_is_made_copied_used_and_revoked(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site)
    page = alice.page
    alice.goes("/users/profile/tokens")
    alice.mark()
    page.get_by_label("Name of a new token").fill("My bot")
    page.get_by_label("Current password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Copy it now")
    token = page.locator("code").inner_text()
    bot = {"Authorization": f"Bearer {token}"}
    mine = page.request.get(f"{site}/api/v1/users/me", headers=bot)
    assert mine.json()["username"] == alice.name
    look(alice)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("listitem")).to_have_count(0)
    assert page.request.get(f"{site}/api/v1/users/me", headers=bot).status == 401
    assert alice.was_not_loaded_again()


def test_a_token_needs_no_javascript(cast: Cast, site: str) -> None:
    alice = cast.person("alice", site, java_script_enabled=False)
    page = alice.page
    alice.goes("/users/profile/tokens")
    page.get_by_label("Name of a new token").fill("My bot")
    page.get_by_label("send messages").check()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("code")).to_contain_text("felchat_")
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tokens")
    expect(page.get_by_role("listitem")).to_have_count(0)
