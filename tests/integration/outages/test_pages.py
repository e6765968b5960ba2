"""Redis or PostgreSQL away: pages say so, nothing is lost, and no restart is needed."""

import pytest

from tests.integration.conftest import Cast
from tests.integration.outages.site import AWAY, Away, Site, redis_away


@pytest.mark.parametrize(("away", "which"), AWAY)
def test_ready_says_which_store_is_away_and_recovers(site: Site, cast: Cast, away: Away, which: str) -> None:
    with away(site):
        status, stores = site.ready()
        assert status == 503
        assert stores == {"database": "ok", "message store": "ok", which: "away"}
        assert cast.alice.ask("/ping").status == 200
    assert site.is_well()


@pytest.mark.parametrize("away", [away for away, _ in AWAY])
def test_a_page_that_cannot_be_says_so_and_is_back_without_a_restart(
    site: Site, cast: Cast, away: Away
) -> None:
    alice, bob = cast.alice, cast.bob
    with away(site):
        answer = alice.ask(f"/chat?user={bob.id}")
        assert answer.status == 503
        assert "cannot reach its memory" in answer.text
    assert alice.ask(f"/chat?user={bob.id}").status == 200


def test_a_plain_form_keeps_its_text_while_redis_is_away(site: Site, cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    page = f"/chat?user={bob.id}"
    token = alice.ask(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "body": "do not lose me", "nonce": f"{'a' * 24}-1"}
    with redis_away(site):
        answer = alice.ask(page, form)
        assert answer.status == 503
        assert 'value="do not lose me"' in answer.text
        assert f'value="{"a" * 24}-1"' in answer.text
    assert alice.ask(page, form).status == 303
    assert alice.ask(page, form).status == 303
    assert alice.ask(page).text.count("do not lose me") == 1
