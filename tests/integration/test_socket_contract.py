"""The live socket, by its contract only, across two workers."""

from tests.integration.conftest import Cast


def test_what_is_said_reaches_both_in_every_tab_and_not_mallory(cast: Cast) -> None:
    """Original fault O8: no test opened a socket."""
    alice, bob, mallory = cast.alice, cast.bob, cast.mallory
    with (
        alice.talking_to(bob) as phone,
        alice.talking_to(bob) as laptop,
        bob.talking_to(alice) as bobs,
        bob.talking_to(alice) as bobs_other,
        mallory.talking_to(alice) as with_alice,
        mallory.talking_to(bob) as with_bob,
        bob.talking_to(mallory) as bob_elsewhere,
    ):
        phone.say("hello <b>bob</b>")
        for own in (phone, laptop):
            said = own.messages(1)[0]
            assert (said.body, said.mine) == ("hello <b>bob</b>", True)
        for received in (bobs, bobs_other):
            said = received.messages(1)[0]
            assert (said.body, said.mine) == ("hello <b>bob</b>", False)
        for stranger in (with_alice, with_bob, bob_elsewhere):
            assert stranger.hears_nothing()


def test_both_see_the_same_order_across_workers(cast: Cast) -> None:
    """Original fault C5."""
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        for each in range(50):
            alices.say(f"alice {each}")
            bobs.say(f"bob {each}")
        seen_by_alice = [said.body for said in alices.messages(100)]
        assert seen_by_alice == [said.body for said in bobs.messages(100)]
        assert [body for body in seen_by_alice if body.startswith("alice")] == [
            f"alice {i}" for i in range(50)
        ]


def test_the_same_nonce_is_the_same_message_and_answered_as_such(cast: Cast) -> None:
    """Original fault C8."""
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("once", "the nonce")
        first = alices.messages(1)[0]
        alices.say("once", "the nonce")
        assert alices.messages(1)[0] == first
        assert bobs.messages(1)[0].id == first.id
        assert bobs.hears_nothing()
    with alice.talking_to(bob) as again:
        assert [said.id for said in again.messages(1)] == [first.id]
        again.say("once", "the nonce")
        assert again.messages(1)[0] == first


def test_a_nonce_is_its_senders_own(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices, bob.talking_to(alice) as bobs:
        alices.say("alice's", "same")
        alices.messages(1)
        bobs.say("bob's", "same")
        assert [said.body for said in bobs.messages(2)] == ["alice's", "bob's"]


def test_a_page_is_brought_what_is_newer_than_it_shows(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices:
        for each in "abc":
            alices.say(each)
        said = alices.messages(3)
    with bob.talking_to(alice, last=said[0].id) as bobs:
        assert [each.body for each in bobs.messages(2)] == ["b", "c"]
        assert bobs.hears_nothing()


def test_a_page_that_says_nothing_for_a_second_is_brought_everything(cast: Cast) -> None:
    alice, bob = cast.alice, cast.bob
    with alice.talking_to(bob) as alices:
        alices.say("hello")
        alices.messages(1)
    with bob.socket(f"user_id={bob.id}&other_user={alice.id}") as bobs:
        assert bobs.messages(1)[0].body == "hello"


def test_line_breaks_stay_and_links_become_links(cast: Cast) -> None:
    with cast.alice.talking_to(cast.bob) as alices:
        alices.say("one\r\ntwo https://example.org/?a=1&b=2")
        frame = alices.until("<article")
        assert (
            'one\ntwo <a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow"' in frame
        )
