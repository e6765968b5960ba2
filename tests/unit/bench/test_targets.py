"""What the load says is what the servers understand."""

import json

from bench.targets import felchat, targets
from felchat.chat.frames import Say, Sync, parse
from felchat.chat.steps import Shows

SAID = {b"body": b"~7.12~xx", b"nonce": b"n-1"}
PAGE = "http://127.0.0.1:8000/chat?user=2&q=100%25"


def test_felchat_hears_a_message_as_from_its_page() -> None:
    assert parse((felchat().template(PAGE, 2) % SAID).decode()) == Say("~7.12~xx", "n-1")


def test_felchats_page_opens_as_it_does() -> None:
    sync, shows = [parse(json.dumps(frame)) for frame in felchat(lists=True).opens(2)]
    assert sync == Sync(None)
    assert isinstance(shows, Shows)
    assert set(shows.marks) == {2}


def test_every_server_is_told_the_words_and_the_nonce() -> None:
    for target in targets().values():
        frame = (target.template(PAGE, 2) % SAID).decode()
        said = json.loads(frame.removeprefix("42"))
        said = said[1] if target.event else said
        assert (said["body"], said["nonce"]) == ("~7.12~xx", "n-1"), target.name


def test_people_sign_in_as_the_server_takes_it() -> None:
    assert felchat().credentials("alice", "a b") == (
        b'{"username": "alice", "password": "a b"}',
        "application/json",
    )
    assert targets()["fastapi"].credentials("alice", "a b")[0] == b"username=alice&password=a+b"
