"""An app that shows codes, as alice has it on her phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyotp import TOTP
from werkzeug.test import TestResponse

from felchat.accounts.domain import Account
from felchat.accounts.factors import new_salt
from felchat.services import Services
from tests.conftest import MovingClock
from tests.unit.browsing import PLAIN, Browser, Manner

PAGE = "/users/profile/second-factor"
CODE = "/users/login/code"


@dataclass
class App:
    """It has the secret, and goes by the clock of the test. `recovery`: what is on paper beside it."""

    secret: str
    clock: MovingClock
    recovery: Sequence[str] = ()

    def code(self, off: int = 0) -> str:
        """The code that it shows now, or so many steps later."""
        return TOTP(self.secret).at(self.clock(), counter_offset=off)

    def next_code(self) -> str:
        """One that was not shown before."""
        self.clock.forward(seconds=30)
        return self.code()

    def wrong_code(self) -> str:
        """Six digits that are no code around now."""
        near = {self.code(off) for off in range(-2, 3)}
        return next(
            code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near
        )


def switched_on(services: Services, account: Account, clock: MovingClock) -> App:
    """The app of somebody who has just switched the second factor on."""
    salt = new_salt()
    app = App(services.accounts.factors.secret(account.id, salt), clock)
    app.recovery = services.accounts.factors.switch_on(account.id, salt, app.code())
    return app


def went_to(answer: TestResponse, manner: Manner) -> str:
    return str(answer.headers["Location" if manner == PLAIN else "HX-Redirect"])


def signed_in_with(app: App, browser: Browser, account: Account) -> Browser:
    """The browser, once its owner has shown both."""
    browser.sign_in(account.username)
    browser.submit(CODE, code=app.next_code())
    assert browser.is_signed_in()
    return browser
