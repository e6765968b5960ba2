"""Invitations: made by whom the operator allows, shown once, listed, revoked."""

import pytest

from felchat.accounts.domain import Account
from felchat.accounts.invitation import MOST_INVITATIONS, MayNotInvite, TooManyInvitations, UnlikelyInvitation
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import HTMX, PLAIN, Browser, Manner, described_by, parsed, text_of

PAGE = "/users/profile/invitations"
LINK = "/users/register?invitation="
WEEK = {"uses": "2", "days": "7"}


@pytest.fixture
def inviting(services: Services, alice: Account) -> Account:
    """Alice, whom the operator allows to invite."""
    services.invitations.allow(alice.id)
    return alice


def opens(services: Services, token: str) -> bool:
    return services.registration._opens(token)


def test_only_the_hash_of_256_bits_is_kept(services: Services) -> None:
    token = services.invitations.make(1, 1)
    assert len(token) == 43
    assert opens(services, token)
    assert not opens(services, token + "x")
    assert token not in repr(services.invitations.invitations), "the store keeps a token in clear"


@pytest.mark.parametrize(("uses", "days"), [(0, 1), (-1, 1), (101, 1), (1, 0), (1, -1), (1, 91), (10**30, 1)])
def test_an_unlikely_invitation_is_refused(
    services: Services, inviting: Account, uses: int, days: int
) -> None:
    with pytest.raises(UnlikelyInvitation):
        services.invitations.make_own(inviting.id, uses, days)
    with pytest.raises(UnlikelyInvitation):
        services.invitations.make(uses, days)
    assert services.invitations.all() == []


def test_nobody_has_more_than_one_may_have_until_they_expire(
    services: Services, inviting: Account, clock: MovingClock
) -> None:
    for _ in range(MOST_INVITATIONS):
        services.invitations.make_own(inviting.id, 1, 1)
    with pytest.raises(TooManyInvitations):
        services.invitations.make_own(inviting.id, 1, 1)
    clock.forward(days=1)
    assert services.invitations.of(inviting.id) == []
    assert services.invitations.make_own(inviting.id, 1, 1)


def test_mallory_whom_nobody_allowed_makes_none(
    services: Services, mallorys: Browser, mallory: Account, manner: Manner
) -> None:
    with pytest.raises(MayNotInvite):
        services.invitations.make_own(mallory.id, 1, 1)
    assert mallorys.submit(PAGE, manner, **WEEK).status_code == 403
    page = mallorys.get(PAGE).text
    assert "You may not invite others" in page
    assert 'name="uses"' not in page
    assert PAGE not in mallorys.get("/users/profile").text
    assert services.invitations.all() == []


@pytest.mark.usefixtures("inviting")
def test_a_link_is_shown_once(alices: Browser, services: Services, manner: Manner) -> None:
    assert PAGE in alices.get("/users/profile").text
    answer = alices.submit(PAGE, manner, **WEEK)
    link = text_of(parsed(answer.text).find(".//code"))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert link.startswith(f"http://localhost{LINK}")
    assert opens(services, link.partition("=")[2])
    assert "for 2 people" in answer.text
    again = alices.get(PAGE).text
    assert "for 2 people" in again
    assert "invitation=" not in again


@pytest.mark.usefixtures("inviting")
@pytest.mark.parametrize(
    "typed", [{}, {"uses": "x", "days": "7"}, {"uses": "999", "days": "7"}, WEEK | {"days": "0"}]
)
def test_a_refused_form_says_why(
    alices: Browser, services: Services, manner: Manner, typed: dict[str, str]
) -> None:
    answer = alices.submit(PAGE, manner, **typed)
    assert answer.status_code == 422
    assert described_by(parsed(answer.text), "uses") == "Invite 1 to 100 people, for 1 to 90 days."
    assert services.invitations.all() == []


def test_a_revoked_invitation_leaves_the_page_and_opens_nothing(
    alices: Browser, inviting: Account, services: Services, manner: Manner
) -> None:
    token = services.invitations.make_own(inviting.id, 1, 7)
    form = parsed(alices.get(PAGE).text).find(".//li/form")
    answer = alices.submit(form.get("action"), manner)
    assert not opens(services, token)
    assert "for 1 person" not in alices.get(PAGE).text
    went = (answer.status_code, answer.headers.get("Location"))
    assert went == ((303, PAGE) if manner == PLAIN else (200, None))


def test_mallory_sees_and_revokes_nothing_of_alices(
    mallorys: Browser, mallory: Account, inviting: Account, services: Services, manner: Manner
) -> None:
    services.invitations.allow(mallory.id)
    token = services.invitations.make_own(inviting.id, 1, 7)
    theirs = services.invitations.make(1, 7)
    for each in services.invitations.all():
        mallorys.submit(f"{PAGE}/{each.id}/revoke", manner)
    assert opens(services, token)
    assert opens(services, theirs)
    assert "for 1 person" not in mallorys.get(PAGE).text


def test_htmx_gets_the_form_alone_and_a_plain_form_the_page(alices: Browser) -> None:
    assert "<h1" not in alices.submit(PAGE, HTMX, **WEEK).text
    assert "<html" in alices.submit(PAGE, **WEEK).text


def test_who_leaves_no_trace_invites_nobody_any_more(
    alices: Browser, inviting: Account, services: Services
) -> None:
    token = services.invitations.make_own(inviting.id, 1, 7)
    alices.submit("/users/profile", action="leave-no-trace")
    assert not opens(services, token)


def test_ones_own_invitations_are_among_ones_data(
    alices: Browser, inviting: Account, services: Services
) -> None:
    services.invitations.make(1, 7)
    token = services.invitations.make_own(inviting.id, 3, 7)
    data = alices.get("/users/profile/data")
    (told,) = data.json["invitations"]  # type: ignore[index]
    assert told["uses_left"] == 3
    assert token not in data.text
