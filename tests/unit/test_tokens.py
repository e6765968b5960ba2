"""Personal tokens: made once, known by their hash, used, revoked."""

from datetime import timedelta

import pytest

from felchat.accounts.api_token import MOST_TOKENS, InvalidTokenName, Scope, TooManyTokens
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import MovingClock


def test_a_token_is_recognised_and_only_its_hash_is_kept(services: Services, alice: Account) -> None:
    token = services.tokens.make(alice.id, " a \n bot ", Scope.READ)
    found = services.tokens.recognise(token)
    assert found
    assert (found.account_id, found.name, found.scope) == (alice.id, "a bot", Scope.READ)
    assert token.startswith("felchat_")
    assert len(token) == len("felchat_") + 43  # 32 bytes in base64
    assert token[8:] not in repr(services.tokens.tokens), "the store keeps a token in clear"


@pytest.mark.parametrize("token", ["", "felchat_", "felchat_" + "x" * 43, "\xff"])
def test_what_was_never_made_is_nobodys(services: Services, alice: Account, token: str) -> None:
    made = services.tokens.make(alice.id, "bot", Scope.READ)
    assert services.tokens.recognise(token) is None
    assert services.tokens.recognise(made + "x") is None
    assert services.tokens.recognise(made.removeprefix("felchat_")) is None


def test_a_revoked_token_is_nobodys_and_the_others_last(services: Services, alice: Account) -> None:
    revoked, other = (services.tokens.make(alice.id, name, Scope.READ) for name in ("phone", "laptop"))
    laptop, phone = services.tokens.of(alice.id)
    services.tokens.revoke(alice.id, phone.id)
    services.tokens.revoke(alice.id, phone.id)
    assert services.tokens.recognise(revoked) is None
    assert services.tokens.recognise(other)
    assert [each.id for each in services.tokens.of(alice.id)] == [laptop.id]


@pytest.mark.parametrize("number", [None, 0, -1, 2**31, 10**30])
def test_mallory_revokes_nothing_of_alices(
    services: Services, alice: Account, mallory: Account, number: int | None
) -> None:
    token = services.tokens.make(alice.id, "bot", Scope.READ)
    services.tokens.revoke(mallory.id, services.tokens.of(alice.id)[0].id if number is None else number)
    assert services.tokens.recognise(token)
    assert services.tokens.of(mallory.id) == []


def test_the_last_use_is_noted_at_most_once_a_minute(
    services: Services, alice: Account, clock: MovingClock
) -> None:
    token = services.tokens.make(alice.id, "bot", Scope.READ)
    assert services.tokens.of(alice.id)[0].last_used_at is None
    began, noted = clock(), []
    for _ in range(4):
        services.tokens.recognise(token)
        noted.append(services.tokens.of(alice.id)[0].last_used_at)
        clock.forward(seconds=30)
    a_minute_later = began + timedelta(minutes=1)
    assert noted == [began, began, a_minute_later, a_minute_later]


@pytest.mark.parametrize("name", ["", "  ", "x" * 51, "a\x00b", "a\u202eb", "a\ud800b"], ids=ascii)
def test_a_name_that_cannot_be_shown_is_refused(services: Services, alice: Account, name: str) -> None:
    with pytest.raises(InvalidTokenName):
        services.tokens.make(alice.id, name, Scope.READ)
    assert services.tokens.of(alice.id) == []


def test_nobody_has_more_tokens_than_one_may_have(services: Services, alice: Account, bob: Account) -> None:
    for _ in range(MOST_TOKENS):
        services.tokens.make(alice.id, "bot", Scope.READ)
    with pytest.raises(TooManyTokens):
        services.tokens.make(alice.id, "bot", Scope.READ)
    assert services.tokens.make(bob.id, "bot", Scope.READ)
