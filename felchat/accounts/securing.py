"""The second factor of the viewer's own account: on, off, and other codes to recover by."""

from collections.abc import Sequence
from dataclasses import dataclass

from felchat.accounts.domain import Viewer
from felchat.accounts.factor import Factor, FactorIsOn
from felchat.accounts.factors import SecondFactors, new_salt
from felchat.accounts.profile import ProfileService


@dataclass(frozen=True)
class SecuringService:
    """What a person does about it. Each change asks for the password, and once it is on for a code."""

    profile: ProfileService

    def factor(self, viewer: Viewer) -> Factor | None:
        """The viewer's, if it is on."""
        return self._factors.of(viewer.id)

    def begin(self, viewer: Viewer, password: str) -> str:
        """What the secret is made of that the viewer's app is to have. Nothing is kept of it as yet.

        Raises WrongPassword, and FactorIsOn.
        """
        if self.factor(viewer):
            raise FactorIsOn
        self.profile.confirm(viewer, password)
        return new_salt()

    def secret(self, viewer: Viewer, salt: str) -> str:
        """What the app makes its codes of, in base32."""
        return self._factors.secret(viewer.id, salt)

    def switch_on(self, viewer: Viewer, salt: str, code: str) -> tuple[Sequence[str], str]:
        """Ask for codes from now on, and end every other session.

        Returns the codes to recover by, and the token by which this session goes on.
        Raises CodeRefused or FactorIsOn.
        """
        codes = self._factors.switch_on(viewer.id, salt, code)
        return codes, self.profile.go_on_alone(viewer)

    def switch_off(self, viewer: Viewer, password: str, code: str) -> str:
        """Ask for no codes any more, end every other session, and return the token by which this goes on.

        Raises WrongPassword or CodeRefused.
        """
        self.profile.confirm(viewer, password, code)
        self._factors.switch_off(viewer.id)
        return self.profile.go_on_alone(viewer)

    def new_codes(self, viewer: Viewer, password: str, code: str) -> Sequence[str]:
        """Other codes to recover by in the place of those there are.

        Raises WrongPassword, CodeRefused or FactorIsOff.
        """
        self.profile.confirm(viewer, password, code)
        return self._factors.new_codes(viewer.id)

    @property
    def _factors(self) -> SecondFactors:
        return self.profile.entrance.factors
