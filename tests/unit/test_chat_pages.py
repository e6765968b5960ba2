"""The conversation's page, and whose it is."""

import re

from felchat.accounts.domain import Account
from tests.unit.browsing import Browser


def test_a_page_opens_its_socket_in_the_name_of_its_own_viewer(
    alices: Browser, alice: Account, bob: Account
) -> None:
    """Else what waits in it would be sent as whoever signs in meanwhile."""
    assert f"user_id={alice.id}&amp;other_user={bob.id}" in alices.get(f"/chat?user={bob.id}").text


def test_a_page_of_an_older_session_is_told_that_it_will_not_be_live_again(
    alices: Browser, alice: Account, bob: Account
) -> None:
    page = alices.get(f"/chat?user={bob.id}").text
    found = re.search(r"/chat/connection\?session=[0-9]+", page)
    assert found
    assert "Reconnecting" in alices.get(found[0]).text
    alices.sign_in(alice.username)
    assert "You signed in anew" in alices.get(found[0]).text
