"""`flask import-felchatv2`: the people of a FelchatV2 come over, and sign in as they did."""

import json
from pathlib import Path

import bcrypt
import pytest
from flask import Flask

from felchat.accounts.domain import Account, InvalidCredentials, NoSuchAccount
from felchat.services import Services
from tests import old_felchat
from tests.unit.test_commands import run

OLD_PASSWORD = "short"
HASH = bcrypt.hashpw(OLD_PASSWORD.encode(), bcrypt.gensalt(4)).decode()


@pytest.fixture
def old(tmp_path: Path) -> str:
    """A FelchatV2 with three people, one of a name that is not valid here, and a block."""
    url = f"sqlite:///{tmp_path}/felchat_v2.db"
    old_felchat.fill(url, ["alice", "bob", "\x1b[2J<b>"], blocks=[(2, 1)], password_hash=HASH)
    return url


def test_without_a_yes_it_is_only_told_what_would_happen(app: Flask, services: Services, old: str) -> None:
    answer = run(app, "import-felchatv2", old)
    assert answer.exit_code == 0
    assert "People who would come in: 3, with changes: 1; blocks: 1." in answer.stdout
    assert "Nothing was changed" in answer.stdout
    assert services.administration.count() == 0


def test_people_sign_in_with_their_old_passwords(app: Flask, services: Services, old: str) -> None:
    assert run(app, "import-felchatv2", old, "--yes").exit_code == 0
    alice = services.accounts.recognise("alice", OLD_PASSWORD)
    bob = services.accounts.recognise("bob", OLD_PASSWORD)
    assert alice.email == "alice@example.org"
    assert services.people.blocks.terms(alice.id, bob.id).blockers == {bob.id}
    with pytest.raises(InvalidCredentials):
        services.accounts.recognise("alice", "another")


def test_a_changed_name_is_listed_and_obeyed_by_no_terminal(app: Flask, old: str) -> None:
    answer = run(app, "import-felchatv2", old)
    (line,) = [each for each in answer.stdout.splitlines() if "not valid" in each]
    assert line.split()[:3] == ["3", r"\x1b[2J<b>", "__2J_b_"]
    assert "\x1b" not in answer.stdout
    assert "example.org" not in answer.stdout


def test_the_report_can_be_had_in_json(app: Flask, old: str) -> None:
    report = json.loads(run(app, "import-felchatv2", old, "--yes", "--json").stdout)
    assert report == {
        "done": True,
        "people": 3,
        "blocks": 1,
        "came_before": 0,
        "changed": [
            {
                "old_id": 3,
                "old_username": "\x1b[2J<b>",
                "username": "__2J_b_",
                "remarks": ["name_not_valid", "email_not_valid"],
            }
        ],
    }


def test_a_second_time_nobody_comes_in_twice(app: Flask, services: Services, old: str) -> None:
    run(app, "import-felchatv2", old, "--yes")
    run(app, "users", "rename", "alice", "Alicia")
    run(app, "blocks", "remove", "bob", "Alicia")
    run(app, "users", "delete", "bob", "--yes")
    answer = run(app, "import-felchatv2", old, "--yes")
    assert "People who came in: 0, with changes: 0; blocks: 0." in answer.stdout
    assert "came before, and are left as they are: 3." in answer.stdout
    assert [each.username for each in services.administration.page()] == ["Alicia", "__2J_b_"]


def test_who_is_here_keeps_their_name(app: Flask, services: Services, old: str, alice: Account) -> None:
    run(app, "import-felchatv2", old, "--yes")
    assert services.accounts.find("alice") == alice
    assert services.accounts.recognise("alice-2", OLD_PASSWORD).email == "felchatv2-1@replaced.invalid"


def test_a_hash_that_is_none_lets_nobody_in(app: Flask, services: Services, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/felchat_v2.db"
    old_felchat.fill(url, ["alice"], password_hash="plain")
    assert "set one" in run(app, "import-felchatv2", url, "--yes").stdout
    for guess in ("plain", "", OLD_PASSWORD):
        with pytest.raises(InvalidCredentials):
            services.accounts.recognise("alice", guess)


def test_the_address_may_come_from_the_environment_and_its_password_is_not_shown(
    app: Flask, services: Services, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FELCHATV2_DATABASE_URL", old)
    assert run(app, "import-felchatv2", "--yes").exit_code == 0
    assert services.administration.count() == 3
    away = run(app, "import-felchatv2", "postgresql+asyncpg://felchat:s3cret@/x?host=/nowhere")
    assert (away.exit_code, away.stdout) == (69, "")
    assert away.stderr == "Error: The database of FelchatV2 does not answer.\n"


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", ""])
def test_what_is_no_felchatv2_is_one_line(app: Flask, services: Services, url: str) -> None:
    answer = run(app, "import-felchatv2", url, "--yes")
    assert (answer.exit_code, len(answer.stderr.splitlines())) == (1, 1)
    with pytest.raises(NoSuchAccount):
        services.accounts.account(1)
