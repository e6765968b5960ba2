"""What the operator may do with an account, and the person whose it is once they have shown that."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import Account, Session
from felchat.accounts.repositories import Leaving
from felchat.accounts.rules import email_key, new_username, uncommon_password, username_key, valid_email
from felchat.accounts.service import AccountService
from felchat.logs.security import Event, note


@dataclass(frozen=True)
class AccountAdministration:
    """Lists accounts, changes them and ends them. Whatever changes one raises NoSuchAccount if it is gone.

    Those are the accounts that come in by `entrance`.
    """

    entrance: AccountService
    leaving: Sequence[Leaving]

    def page(self, prefix: str = "", after: int = 0, limit: int = 100) -> Sequence[Account]:
        """Accounts whose username begins so, by id, those beyond `after`, at most `limit`."""
        return self.entrance.accounts.page(username_key(prefix), after, limit)

    def count(self, prefix: str = "") -> int:
        """How many accounts have a username that begins so."""
        return self.entrance.accounts.count(username_key(prefix))

    def rename(self, account_id: int, username: str) -> None:
        """Give the account another username. Raises InvalidUsername, MixedScripts or UsernameTaken."""
        username = new_username(username)
        self.entrance.accounts.rename(account_id, username, username_key(username), skeleton(username))
        note(Event.RENAMED, account=account_id)

    def change_email(self, account_id: int, email: str) -> None:
        """Give the account another e-mail address. Raises InvalidEmail or EmailTaken."""
        email = valid_email(email)
        self.entrance.accounts.change_email(account_id, email, email_key(email))
        note(Event.EMAIL_CHANGED, account=account_id)

    def change_password(self, account_id: int, password: str, but: int | None = None) -> None:
        """Give the account another password, and end its sessions, all or all but one.

        Raises InvalidPassword or CommonPassword.
        """
        password = uncommon_password(password, self.entrance.common_passwords)
        self.entrance.accounts.change_password(account_id, self.entrance.passwords.hash(password))
        note(Event.PASSWORD_CHANGED, account=account_id)
        self.sign_out_everywhere(account_id, but)

    def disable(self, account_id: int) -> None:
        """Keep the person out from now on, end their sessions at once, and let nobody write to them.

        Only the last may break off with StorageAway; it can be asked again.
        """
        if self.entrance.accounts.get(account_id).disabled_at is None:
            self.entrance.accounts.disable(account_id, self.entrance.clock())
            note(Event.ACCOUNT_DISABLED, account=account_id)
        self.sign_out_everywhere(account_id)
        self.entrance.doorkeeper.person_changed(account_id)

    def enable(self, account_id: int) -> None:
        """Let the person sign in again, and be written to. It can be asked again, after StorageAway."""
        self.entrance.accounts.disable(account_id, None)
        note(Event.ACCOUNT_ENABLED, account=account_id)
        self.entrance.doorkeeper.person_changed(account_id)

    def reset_factor(self, account_id: int) -> bool:
        """Ask the person for no codes any more, and end their sessions. Whether they were asked for."""
        was_on = self.entrance.factors.switch_off(self.entrance.accounts.get(account_id).id)
        if was_on:
            self.sign_out_everywhere(account_id)
        return was_on

    def sessions(self, account_id: int) -> Sequence[Session]:
        """Where somebody is signed in, the session used last first."""
        return self.entrance.sessions.of(account_id, self.entrance.clock())

    def sign_out_everywhere(self, account_id: int, but: int | None = None) -> int:
        """End the account's sessions, all or all but one, and what is open in their name. How many did."""
        ended = self.entrance.sessions.end_all(account_id, but)
        note(Event.SESSIONS_REVOKED, account=account_id, sessions=len(ended))
        for session_id in ended:
            self.entrance.doorkeeper.session_ended(account_id, session_id)
        return len(ended)

    def forget_ended_sessions(self) -> None:
        """Drop the sessions of all whose time has run out. Raises StorageAway."""
        self.entrance.sessions.purge(self.entrance.clock())

    def remove(self, account_id: int) -> None:
        """Remove the account with all that is the person's, here and elsewhere.

        Removing it again is no error. What breaks off with StorageAway can be asked again: the account
        itself goes last.
        """
        for each in self.leaving:
            each.person_left(account_id)
        self.sign_out_everywhere(account_id)
        self.entrance.accounts.remove(account_id)
        note(Event.ACCOUNT_DELETED, account=account_id)
        self.entrance.doorkeeper.person_changed(account_id)
