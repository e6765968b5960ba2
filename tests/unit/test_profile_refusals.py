"""What the profile refuses: it is said beside its field, and nothing is changed."""

import pytest

from felchat.accounts.domain import Account
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.unit.browsing import Browser, Manner, described_by, parsed
from tests.unit.profile_forms import ANOTHER, DARK, EMAIL, NEW_PASSWORD, PROFILE

REFUSED = [
    (EMAIL | {"email_password": "wrong horse"}, "email_password", "not your password"),
    (EMAIL | {"email": "anna"}, "email", "not an e-mail address"),
    (EMAIL | {"email": "Bob@Example.org"}, "email", "cannot be used here"),
    (NEW_PASSWORD | {"current_password": "wrong horse"}, "current_password", "not your password"),
    (NEW_PASSWORD | {"new_password": "short"}, "new_password", "8 to 128"),
    (NEW_PASSWORD | {"new_password": "Password1"}, "new_password", "first that are guessed"),
    ({"action": "delete", "closing_password": "wrong horse"}, "closing_password", "not your password"),
    ({"action": "delete"}, "closing_password", "not your password"),
]
FORGED = [
    {},
    {"action": "promote"},
    DARK | {"theme": "pink"},
    DARK | {"language": "<b>"},
    {"action": "preferences"},
    {"action": "privacy"},
    {"action": "privacy", "shows_presence": "perhaps"},
    {"action": "preferences", "zone": "Mars/Olympus_Mons"},
    {"action": "preferences", "id": "2"},
]


@pytest.mark.usefixtures("bob")
@pytest.mark.parametrize(("form", "field", "said"), REFUSED, ids=lambda each: str(each)[:40])
def test_what_is_refused_is_said_beside_its_field(
    alices: Browser, manner: Manner, form: dict[str, str], field: str, said: str
) -> None:
    answer = alices.submit(PROFILE, manner, **form)
    fields = parsed(answer.text).findall(".//input")
    assert answer.status_code == 422
    assert said in described_by(parsed(answer.text), field)
    assert [each.get("name") for each in fields if each.get("aria-invalid")] == [field]
    assert [each.get("name") for each in fields if each.get("autofocus") is not None] == [field]


@pytest.mark.usefixtures("bob")
def test_what_is_refused_changes_nothing(
    alices: Browser, phone: Browser, services: Services, alice: Account
) -> None:
    for form, _, _ in REFUSED:
        alices.submit(PROFILE, **form)
    assert services.accounts.recognise("alice", PASSWORD) == alice
    assert phone.is_signed_in()


def test_a_refused_form_keeps_the_address_but_never_a_password(alices: Browser, manner: Manner) -> None:
    form = EMAIL | {"email": '<b>"anna', "email_password": "secret-sauce"}
    answer = alices.submit(PROFILE, manner, **form)
    assert parsed(answer.text).find(".//input[@name='email']").get("value") == '<b>"anna'
    assert "secret-sauce" not in answer.text + str(answer.headers)
    answer = alices.submit(PROFILE, manner, **NEW_PASSWORD | {"current_password": "secret-sauce"})
    assert "secret-sauce" not in answer.text
    assert ANOTHER not in answer.text


@pytest.mark.parametrize("form", FORGED, ids=str)
def test_a_form_that_no_page_has_is_refused(alices: Browser, manner: Manner, form: dict[str, str]) -> None:
    assert alices.submit(PROFILE, manner, **form).status_code == 400
    assert 'data-theme="auto"' in alices.get(PROFILE).text


def test_somebody_not_signed_in_changes_nothing(browser: Browser, alice: Account, services: Services) -> None:
    for form in (EMAIL, NEW_PASSWORD, DARK, {"action": "delete", "closing_password": PASSWORD}):
        assert browser.submit(PROFILE, **form).headers["Location"] == "/users/login"
    assert services.accounts.find("alice") == alice
