"""What an operator does with the message store and with blocks, and the demo's people."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from felchat import create_app
from felchat.accounts.domain import Account
from felchat.cli.seed_demo import PEOPLE, TALKS
from felchat.config import Settings
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.test_commands import run


@pytest.fixture
def shared(settings: Settings, services: Services) -> Flask:
    """An app whose messages other processes see, by its settings; those of the test are in memory."""
    return create_app(settings.model_copy(update={"redis_url": "redis://127.0.0.1:1"}), services)


@pytest.fixture
def talk(services: Services, alice: Account, bob: Account, mallory: Account) -> None:
    services.chat.send(alice.id, bob.id, "a secret", "1")
    services.chat.send(bob.id, alice.id, "kept well", "2")
    services.chat.send(mallory.id, bob.id, "psst", "3")


@pytest.mark.usefixtures("talk")
def test_messages_are_counted_and_not_shown(shared: Flask) -> None:
    assert json.loads(run(shared, "chat", "stats", "--json").stdout) == {"conversations": 2, "messages": 3}
    assert run(shared, "chat", "stats").stdout == "Living messages: 3, in conversations: 2.\n"


@pytest.mark.usefixtures("talk")
def test_purging_drops_what_is_dead_only(shared: Flask, services: Services, clock: MovingClock) -> None:
    clock.forward(minutes=20)
    services.chat.send(1, 2, "later", "4")
    clock.forward(minutes=15)
    assert json.loads(run(shared, "chat", "purge", "--json").stdout) == {"conversations": 1, "messages": 1}


@pytest.mark.usefixtures("talk")
def test_one_conversation_is_wiped_and_the_others_stay(shared: Flask, services: Services) -> None:
    answer = run(shared, "chat", "wipe", "--between", "alice", "2", "--yes")
    assert "forgotten: 2" in answer.stdout
    assert "secret" not in answer.output
    assert services.chat.history(1, 2) == []
    assert len(services.chat.history(2, 3)) == 1


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("words", [[], ["--between", "alice", "bob"]])
def test_nothing_is_wiped_without_a_yes(shared: Flask, services: Services, words: list[str]) -> None:
    assert run(shared, "chat", "wipe", *words, typed="n\n").exit_code == 1
    assert len(services.chat.history(1, 2)) == 2
    assert run(shared, "chat", "wipe", *words, typed="y\n").exit_code == 0
    assert services.chat.history(1, 2) == []


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize("pair", [("alice", "alice"), ("alice", "nobody")])
def test_a_conversation_that_cannot_be_is_refused(shared: Flask, pair: tuple[str, str]) -> None:
    answer = run(shared, "chat", "wipe", "--between", *pair, "--yes")
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (1, 1)


@pytest.mark.usefixtures("talk")
def test_who_is_removed_takes_their_conversations_along(shared: Flask, services: Services) -> None:
    assert run(shared, "users", "delete", "alice", "--yes").exit_code == 0
    assert services.chat.history(1, 2) == []
    assert len(services.chat.history(2, 3)) == 1


@pytest.mark.parametrize("words", [("stats",), ("purge",), ("wipe", "--yes")])
def test_messages_in_another_process_are_said_to_be_out_of_reach(app: Flask, words: tuple[str, ...]) -> None:
    answer = run(app, "chat", *words)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "REDIS_URL" in answer.stderr


@pytest.mark.usefixtures("mallory")
def test_blocks_are_made_listed_and_taken_back(
    app: Flask, services: Services, alice: Account, bob: Account
) -> None:
    assert run(app, "blocks", "add", "alice", "bob").exit_code == 0
    assert services.people.blocks.terms(alice.id, bob.id).blockers == {alice.id}
    for whose in ([], ["alice"], ["bob"]):
        assert json.loads(run(app, "blocks", "list", *whose, "--json").stdout) == [
            {
                "blocker": {"id": alice.id, "username": "alice"},
                "blocked": {"id": bob.id, "username": "bob"},
            }
        ]
    assert json.loads(run(app, "blocks", "list", "mallory", "--json").stdout) == []
    assert run(app, "blocks", "list").stdout.split()[2:] == ["alice", "bob"]
    run(app, "blocks", "remove", "bob", "alice")
    assert services.people.blocks.terms(alice.id, bob.id).blockers == {alice.id}
    run(app, "blocks", "remove", "alice", "bob")
    assert services.people.blocks.terms(alice.id, bob.id).blockers == frozenset()


def test_blocks_list_the_disabled_too(app: Flask, services: Services, alice: Account, bob: Account) -> None:
    services.people.block(alice.id, bob.id)
    services.administration.disable(bob.id)
    assert run(app, "blocks", "list").stdout.split()[2:] == ["alice", "bob"]


def test_nobody_can_be_made_to_block_themselves(app: Flask, alice: Account) -> None:
    answer = run(app, "blocks", "add", "alice", str(alice.id))
    assert (answer.exit_code, answer.stderr) == (1, "Error: Those are the same person.\n")


def test_the_demo_has_people_who_talk_and_can_sign_in(shared: Flask, services: Services) -> None:
    answer = run(shared, "seed-demo")
    assert answer.exit_code == 0
    passwords = dict(line.split() for line in answer.stdout.splitlines()[1:])
    assert tuple(passwords) == PEOPLE
    people = {name: services.accounts.recognise(name, password) for name, password in passwords.items()}
    for (one, other), lines in TALKS.items():
        said = services.chat.said(people[one].id, people[other].id, None, 100)
        assert [each.body for each in said] == list(lines)
        assert said[0].sender == people[one].id
    assert len(services.people.blocks.pairs()) == 1


def test_the_demo_without_a_shared_store_says_that_nobody_talks(app: Flask) -> None:
    answer = run(app, "seed-demo")
    assert answer.exit_code == 0
    assert "Without conversations" in answer.stdout


def test_the_demo_is_refused_where_people_are(shared: Flask, services: Services, alice: Account) -> None:
    assert run(shared, "seed-demo").exit_code == 1
    assert services.administration.count() == 1
    assert run(shared, "seed-demo", "--yes").exit_code == 0
    assert services.administration.count() == 1 + len(PEOPLE)
    again = run(shared, "seed-demo", "--yes")
    assert (again.exit_code, len(again.stderr.splitlines())) == (1, 1)
    assert services.accounts.account(alice.id) == alice


def test_the_demo_is_refused_in_production(settings: Settings, services: Services) -> None:
    production = create_app(settings.model_copy(update={"env": "prod"}), replace(services))
    assert run(production, "seed-demo", "--yes").exit_code == 1
    assert services.administration.count() == 0
    assert run(production, "seed-demo", "--in-production").exit_code == 0
