"""What a person may do with their own account: whatever matters asks for the password once more."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from felchat.accounts.administration import AccountAdministration
from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account, NoSuchSession, Session, Viewer
from felchat.accounts.preferences import Preferences, kept
from felchat.accounts.repositories import Belongings, Leaving
from felchat.accounts.rules import uncommon_password, valid_email
from felchat.accounts.service import AccountService
from felchat.accounts.tokens import TokenService
from felchat.accounts.tries import Tries
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class ProfileService:
    """The viewer's own account, and where they are signed in. Raises NoSuchAccount once it is gone."""

    entrance: AccountService
    administration: AccountAdministration
    tokens: TokenService
    belongings: Sequence[Belongings]
    traces: Sequence[Leaving]
    tries: Tries

    def account(self, viewer: Viewer) -> Account:
        """The viewer's account."""
        return self.entrance.account(viewer.id)

    def sessions(self, viewer: Viewer) -> Sequence[Session]:
        """Where the viewer is signed in, the session used last first."""
        return self.administration.sessions(viewer.id)

    def confirm(self, viewer: Viewer, password: str, code: str = "") -> None:
        """Make sure that it is still them: by the password, and by a code of their second factor, if any.

        Raises WrongPassword, CodeRefused, TooBusy or TooMany.
        """
        with self.tries.again(viewer.username):
            self.entrance.confirm(viewer.id, password, code)

    def change_email(self, viewer: Viewer, password: str, email: str, code: str = "") -> None:
        """Raises InvalidEmail, why it is not confirmed, or EmailTaken."""
        valid_email(email)  # or a code would be used up for nothing
        self.confirm(viewer, password, code)
        self.administration.change_email(viewer.id, email)

    def change_password(self, viewer: Viewer, current: str, new: str, code: str = "") -> str:
        """Change it, end every other session, and return the token by which this one goes on.

        Raises InvalidPassword or CommonPassword, or why it is not confirmed.
        """
        uncommon_password(new, self.entrance.common_passwords)
        self.confirm(viewer, current, code)
        self.administration.change_password(viewer.id, new, but=viewer.session_id)
        return self.entrance.renew(viewer)

    def prefer(self, viewer: Viewer, choices: Mapping[str, str]) -> Preferences:
        """Choose some of how Felchat is for the viewer, on every device. Raises UnknownPreference."""
        before = self.account(viewer).preferences
        preferences = before.but(choices)
        self.entrance.accounts.prefer(viewer.id, preferences)
        if preferences.live != before.live:
            others_too = preferences.shown != before.shown
            self.entrance.doorkeeper.preferences_changed(viewer.id, others_too)
        return preferences

    def sign_out_session(self, viewer: Viewer, session_id: int) -> None:
        """End one of the viewer's sessions. Raises NoSuchSession, also when it is somebody else's."""
        if all(each.id != session_id for each in self.sessions(viewer)):
            raise NoSuchSession
        self.entrance.sign_out(viewer.id, session_id)

    def sign_out_elsewhere(self, viewer: Viewer) -> int:
        """End every session of the viewer's but this one. How many ended."""
        return self.administration.sign_out_everywhere(viewer.id, but=viewer.session_id)

    def go_on_alone(self, viewer: Viewer) -> str:
        """End every session of the viewer's but this one, and return the token by which it goes on."""
        self.sign_out_elsewhere(viewer)
        return self.entrance.renew(viewer)

    def make_token(self, viewer: Viewer, password: str, code: str, name: str, scope: Scope) -> str:
        """A new token for a program. Raises InvalidTokenName or TooManyTokens, or why it is not confirmed."""
        self.tokens.check(viewer.id, name)
        self.confirm(viewer, password, code)
        return self.tokens.make(viewer.id, name, scope)

    def close_account(self, viewer: Viewer, password: str, code: str = "") -> None:
        """Remove the account, and all that is the viewer's. Raises why it is not confirmed."""
        self.confirm(viewer, password, code)
        self.administration.remove(viewer.id)

    def leave_no_trace(self, viewer: Viewer) -> None:
        """Wipe all that the viewer said and heard, end their tokens, and sign them out everywhere.

        What breaks off with StorageAway can be asked again: the sessions end last.
        """
        for each in self.traces:
            each.person_left(viewer.id)
        note(Event.TRACES_WIPED, account=viewer.id)
        self.administration.sign_out_everywhere(viewer.id)

    def everything_of(self, viewer: Viewer) -> Mapping[str, object]:
        """All that Felchat holds of the viewer but for the secrets, as JSON can have it."""
        account = self.account(viewer)
        of_theirs: dict[str, object] = {
            "account": {
                "id": account.id,
                "username": account.username,
                "email": account.email,
                "registered_at": account.registered_at.isoformat(),
                **kept(account.preferences),
            },
            "sessions": [in_json(session) for session in self.sessions(viewer)],
        }
        for each in self.belongings:
            of_theirs |= each.of(viewer.id)
        return of_theirs


def in_json(session: Session) -> Mapping[str, object]:
    return {
        "id": session.id,
        **asdict(session.device),
        "began_at": session.began_at.isoformat(),
        "last_used_at": session.last_used_at.isoformat(),
        "remembered": session.remembered,
    }
