"""Whatever asks for the password again asks for a code, too, where there is a second factor."""

import pytest

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner, described_by, parsed
from tests.unit.profile_forms import ANOTHER, EMAIL, NEW_PASSWORD, PROFILE
from tests.unit.second_factor import PAGE, App, signed_in_with

TOKENS = "/users/profile/tokens"
CLOSING = {"action": "delete", "closing_password": PASSWORD}
TOKEN = {"name": "a bot", "token_password": PASSWORD}
Case = tuple[str, dict[str, str], str]
"""Where a form is, what is in it but for the code, and how its fields begin."""
CASES: list[Case] = [
    (PROFILE, EMAIL, "email"),
    (PROFILE, NEW_PASSWORD, "current"),
    (PROFILE, CLOSING, "closing"),
    (TOKENS, TOKEN, "token"),
    (PAGE, {"action": "codes", "codes_password": PASSWORD}, "codes"),
    (PAGE, {"action": "off", "off_password": PASSWORD}, "off"),
]


@pytest.fixture(params=CASES, ids=[name for _, _, name in CASES])
def case(request: pytest.FixtureRequest) -> Case:
    asked: Case = request.param
    return asked


@pytest.fixture
def hers(browser: Browser, alice: Account, phone_app: App) -> Browser:
    return signed_in_with(phone_app, browser, alice)


def as_it_was(services: Services, alice: Account) -> bool:
    factor = services.accounts.factors.of(alice.id)
    return (
        services.accounts.recognise("alice", PASSWORD) == alice
        and not services.tokens.of(alice.id)
        and bool(factor)
    )


def test_a_form_asks_for_a_code_and_changes_nothing_without(
    hers: Browser, services: Services, alice: Account, phone_app: App, case: Case
) -> None:
    path, form, name = case
    assert parsed(hers.get(path).text).find(f".//input[@name='{name}_code']") is not None
    used = phone_app.code()
    for typed, says in (
        ("", "Type the code"),
        (phone_app.wrong_code(), "is wrong"),
        (used, "was used already"),
    ):
        answer = hers.submit(path, **form, **{f"{name}_code": typed})
        assert answer.status_code == 422
        assert says in described_by(parsed(answer.text), f"{name}_code")
    assert as_it_was(services, alice)


def test_a_form_asks_for_the_password_beside_the_code(
    hers: Browser, services: Services, alice: Account, phone_app: App, case: Case
) -> None:
    path, form, name = case
    wrong = form | {f"{name}_password": "wrong horse", f"{name}_code": phone_app.next_code()}
    answer = hers.submit(path, **wrong)
    assert answer.status_code == 422
    assert "not your password" in described_by(parsed(answer.text), f"{name}_password")
    assert as_it_was(services, alice)


def test_with_a_code_it_is_done(
    hers: Browser, services: Services, alice: Account, phone_app: App, manner: Manner
) -> None:
    hers.submit(PROFILE, manner, **EMAIL, email_code=phone_app.next_code())
    assert services.accounts.account(alice.id).email == "anna@example.org"
    hers.submit(TOKENS, manner, **TOKEN, token_code=phone_app.next_code())
    assert len(services.tokens.of(alice.id)) == 1
    hers.submit(PROFILE, manner, **NEW_PASSWORD, current_code=phone_app.recovery[0])
    assert services.accounts.recognise("alice", ANOTHER)
    hers.submit(
        PROFILE, manner, **CLOSING | {"closing_password": ANOTHER}, closing_code=phone_app.next_code()
    )
    with pytest.raises(KeyError):
        {each.id: each for each in services.administration.page()}[alice.id]


def test_what_is_refused_for_another_reason_uses_no_code_up(
    hers: Browser, services: Services, alice: Account, phone_app: App
) -> None:
    code = phone_app.next_code()
    hers.submit(PROFILE, **EMAIL | {"email": "anna", "email_code": code})
    hers.submit(PROFILE, **NEW_PASSWORD | {"new_password": "password", "current_code": code})
    hers.submit(TOKENS, **TOKEN | {"name": " ", "token_code": code})
    services.accounts.factors.confirm(alice.id, code)


@pytest.mark.parametrize("form", [{"name": "a bot"}, {"name": "a bot", "token_password": "wrong horse"}])
def test_a_token_asks_for_the_password_without_a_second_factor_too(
    alices: Browser, services: Services, alice: Account, manner: Manner, form: dict[str, str]
) -> None:
    """OWASP ASVS 5.0, 7.5.1: whoever finds a browser that is signed in takes no lasting key along."""
    answer = alices.submit(TOKENS, manner, **form)
    assert answer.status_code == 422
    assert "not your password" in described_by(parsed(answer.text), "token_password")
    assert parsed(answer.text).find(".//input[@name='name']").get("value") == "a bot"
    assert services.tokens.of(alice.id) == []
