"""Ending one's sessions closes what is open in their name, and nothing of anybody else's."""

import pytest

from felchat.accounts.domain import Account, NoSuchSession, Viewer
from felchat.chat.events import SessionEnded, SessionRenewed
from felchat.services import Services
from tests.conftest import PASSWORD
from tests.inboxes import hearing
from tests.unit.viewing import signed_in


@pytest.fixture
def viewer(services: Services, alice: Account) -> Viewer:
    return signed_in(services, alice)


def test_whatever_ends_a_session_closes_what_is_open_in_its_name(
    services: Services, viewer: Viewer, alice: Account, bob: Account
) -> None:
    inbox, bobs = hearing(services.chat.mailroom, alice.id, bob.id)
    profile, others = services.profile, [signed_in(services, alice) for _ in range(4)]
    profile.sign_out_session(viewer, others[0].session_id)
    profile.change_password(others[1], PASSWORD, "a wholly different horse")
    heard = [inbox.take(0) for _ in range(5)]
    assert heard[0] == SessionEnded(others[0].session_id)
    ended = (viewer, others[2], others[3])
    assert set(heard[1:4]) == {SessionEnded(each.session_id) for each in ended}
    assert heard[4] == SessionRenewed(others[1].session_id)
    profile.close_account(others[1], "a wholly different horse")
    assert inbox.take(0) == SessionEnded(others[1].session_id)
    assert inbox.take(0) is None
    assert bobs.take(0) is None


def test_a_session_of_somebody_elses_is_none_of_ones_own(
    services: Services, viewer: Viewer, bob: Account
) -> None:
    bobs = signed_in(services, bob)
    [inbox] = hearing(services.chat.mailroom, bob.id)
    with pytest.raises(NoSuchSession):
        services.profile.sign_out_session(viewer, bobs.session_id)
    assert inbox.take(0) is None
    assert [each.id for each in services.profile.sessions(bobs)] == [bobs.session_id]
