"""What is measured of what alice, bob and mallory do; and that nothing of theirs is in it."""

import subprocess
import sys
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import text

from felchat import create_app, metrics
from felchat.accounts.domain import Account
from felchat.chat.domain import TooLong
from felchat.config import ROOT, Settings
from felchat.domain import Refusal
from felchat.extensions import db
from felchat.logs.security import Event, note
from felchat.metrics import watching
from felchat.metrics.counting import Counting, question_in
from felchat.metrics.domain import Meters
from felchat.metrics.instruments import ALL, ASKED, REDIS
from felchat.metrics.measuring import scripts
from felchat.services import Services
from tests.inboxes import hearing
from tests.unit.browsing import Browser
from tests.unit.listening_stage import Stage
from tests.unit.watched import looked_at, number


def test_nothing_is_counted_or_imported_unless_somebody_may_look() -> None:
    program = (
        "import sys; from felchat import create_app, metrics; from felchat.config import Settings; "
        "create_app(Settings(_env_file=None, env='test', secret_key='s' * 40, database_url='sqlite://', "
        "redis_url='')); print(type(metrics.meters).__name__, 'prometheus_client' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "Meters False\n"


def test_meters_that_count_nothing_take_whatever_the_others_count() -> None:
    names = {name for name in vars(Meters) if not name.startswith("_")}
    assert names == {name for name in vars(Counting) if not name.startswith("_")} - {"taken"}


def test_a_message_is_counted_in_the_class_of_its_time(watched: Flask) -> None:
    metrics.meters.message_kept(0.0015)
    metrics.meters.message_kept(99)
    assert number(watched, "felchat_message_ack_seconds_bucket", le="0.001") == 0
    assert number(watched, "felchat_message_ack_seconds_bucket", le="0.002") == 1
    assert number(watched, "felchat_message_ack_seconds_bucket", le="10.0") == 1
    assert number(watched, "felchat_message_ack_seconds_bucket", le="+Inf") == 2
    assert number(watched, "felchat_message_ack_seconds_count") == 2
    assert number(watched, "felchat_message_ack_seconds_sum") == pytest.approx(99.0015)


def test_what_was_shown_once_is_counted_on(watched: Flask) -> None:
    for expected in (1, 2, 3):
        metrics.meters.hint_came()
        metrics.meters.message_kept(0.1)
        assert number(watched, "felchat_hints_total") == expected
        assert number(watched, "felchat_message_ack_seconds_count") == expected


def test_a_message_that_is_refused_is_counted_by_its_kind(
    watched: Flask, services: Services, alice: Account, bob: Account
) -> None:
    with pytest.raises(TooLong):
        services.chat.send(alice.id, bob.id, "x" * 1001, "1")
    services.people.block(bob.id, alice.id)
    with suppress(Refusal):
        services.chat.send(alice.id, bob.id, "hello", "2")
    assert number(watched, "felchat_messages_refused_total", kind="TooLong") == 1
    assert number(watched, "felchat_messages_refused_total", kind="Blocked") == 1


def test_a_page_that_asks_the_store_for_what_a_hint_missed_is_counted(watched: Flask, stage: Stage) -> None:
    page = stage.page().opened()
    stage.say("one")
    assert page.read_all() == ["one"]
    assert number(watched, "felchat_catch_ups_total") == 0
    stage.mailroom.losing = True
    stage.say("two")
    stage.mailroom.losing = False
    stage.say("three")
    assert page.read_all() == ["one", "two", "three"]
    assert number(watched, "felchat_catch_ups_total") == 1


def test_a_socket_is_counted_while_it_is_open(watched: Flask) -> None:
    with metrics.open_socket("conversation"), suppress(ZeroDivisionError), metrics.open_socket("people"):
        assert number(watched, "felchat_sockets", kind="people") == 1
        1 / 0  # noqa: B018
    assert number(watched, "felchat_sockets", kind="people") == 0
    assert number(watched, "felchat_sockets", kind="conversation") == 0


def test_it_is_seen_how_full_the_inboxes_are(watched: Flask, services: Services) -> None:
    exposition = watching.exposition_of(watched)
    assert exposition
    for person, events in ((1, 3), (2, 0), (2, 5)):
        [inbox] = hearing(services.chat.mailroom, person)
        for each in range(events):
            inbox.put(each)
    exposition.show(services.chat.mailroom.depths())
    assert number(watched, "felchat_inbox_events") == 8
    assert number(watched, "felchat_inbox_events_most") == 5


def test_a_sleeper_that_is_woken_late_is_seen(watched: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, watching.SLEEP + 0.2])
    monkeypatch.setattr(watching, "monotonic", lambda: next(times))
    monkeypatch.setattr(watching, "sleep", lambda _seconds: None)
    metrics.meters.woke_late(watching.late())
    assert number(watched, "felchat_event_loop_lag_seconds_sum") == pytest.approx(0.2)


def test_scripts_are_named_and_unknown_ones_are_one() -> None:
    counting = Counting(scripts())
    digests = {name: digest for digest, name in scripts().items()}
    for words in (("EVALSHA", digests["add_message"], 7), ("EVALSHA", "a" * 40), ("EVALSHA", "b" * 40)):
        counting.redis_answered(words, 0.001)
    counting.redis_answered(("GET", "felchat:{1:2}"), 0.001)
    _, times = counting.taken()
    asked = [labels for (instrument, labels), _ in times if instrument is REDIS]
    assert sorted(asked) == [("add_message",), ("get",), ("script",), ("script",)]


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("SELECT accounts.id, accounts.email \nFROM accounts \nWHERE accounts.id = 1", "select accounts"),
        ("INSERT INTO blocks (blocker_id) VALUES (?)", "insert blocks"),
        ('UPDATE "sessions" SET x=1', "update sessions"),
        ("DELETE FROM accounts WHERE name = 'FROM alice'", "delete accounts"),
        ("SELECT 1", "other"),
        ("PRAGMA foreign_keys=ON", "other"),
        ("SELECT 'alice'", "other"),
    ],
)
def test_of_a_statement_only_what_it_does_and_its_table_is_kept(statement: str, question: str) -> None:
    assert question_in(statement) == question


def test_the_time_of_the_database_is_counted(watched: Flask) -> None:
    with watched.app_context(), db.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert number(watched, "felchat_database_seconds_count", question="other") == 1


def test_security_events_are_counted_whatever_the_log_tells(watched: Flask) -> None:
    note(Event.SIGNED_IN, account=1, session=1)
    note(Event.LIMIT_HIT)
    assert number(watched, "felchat_security_events_total", event="signed_in") == 1
    assert number(watched, "felchat_security_events_total", event="limit_hit") == 1


def test_answers_are_counted_by_route_and_class(watched: Flask, mallorys_watched: Browser) -> None:
    client = mallorys_watched.client
    for path in ("/chat?user=98", "/chat?user=99", "/canary-of-mallorys", "/canary?x=canary"):
        client.get(path)
    assert number(watched, "felchat_http_answers_total", route="/chat", status="4xx") == 2
    assert number(watched, "felchat_http_answers_total", route="none", status="4xx") == 2
    assert number(watched, "felchat_http_answers_total", route="/users/login", status="3xx") == 1


def test_nothing_of_anybody_is_in_it(watched: Flask, mallorys_watched: Browser, alice: Account) -> None:
    """Labels are words of ours: no name, no number, no address, nothing that somebody typed."""
    client = mallorys_watched.client
    form = {"csrf_token": mallorys_watched.token(), "body": "canary", "nonce": "canary"}
    for path in (f"/chat?user={alice.id}", "/users/?q=canary", "/canary", "/users/login?next=/canary"):
        client.get(path, headers={"User-Agent": "canary", "Authorization": "Bearer canary"})
        client.post(path, data=form)
    client.open("/canary", method="CANARY")
    seen = looked_at(watched).text
    assert "felchat_http_answers_total{" in seen
    for canary in ("canary", "CANARY", "mallory", "alice", "127.0.0.1", "example.org"):
        assert canary not in seen


def test_every_instrument_is_there_under_its_name(watched: Flask) -> None:
    seen = looked_at(watched).text
    for each in ALL:
        assert f"# HELP {each.name} {each.tells}\n" in seen, each.name
    assert len({each.name for each in ALL}) == len(ALL)
    assert list(ASKED) == sorted(ASKED)


def test_one_application_that_is_not_watched_leaves_the_meters_be(settings: Settings, watched: Flask) -> None:
    assert watched
    create_app(settings)
    assert isinstance(metrics.meters, Counting)
