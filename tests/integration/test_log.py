"""What the log learns of people: nothing."""

from tests import servers
from tests.integration.conftest import Cast
from tests.integration.person import PASSWORD


def test_the_log_learns_neither_what_is_said_nor_who_says_it_nor_any_secret(
    site: servers.Felchat, cast: Cast
) -> None:
    """Original fault S9."""
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("the first secret")
        assert bobs.messages(1)[0].body == "the first secret"
    assert alice.submit(f"/chat?user={bob.id}", body="the second secret").status == 303
    assert alice.submit("/users/", f"/users/{bob.id}/block").status == 303
    assert alice.submit(f"/chat?user={bob.id}", body="the third secret").status == 422
    for page in (f"/users/?q={bob.name}", "/users/profile", f"/chat?user={bob.id}"):
        assert alice.ask(page).status == 200
    said = site.said()
    assert "Felchat is up" in said
    people = [alice.name, bob.name, "@example.org", PASSWORD, alice.cookie()]
    addresses = [site.settings[name] for name in ("DATABASE_URL", "REDIS_URL")]
    assert [word for word in ("secret", *people, *addresses) if word in said] == []
