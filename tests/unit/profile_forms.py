"""The forms of the profile, and what is said after a change."""

from werkzeug.test import TestResponse

from tests.conftest import PASSWORD
from tests.unit.browsing import PLAIN, Browser, Manner, parsed, text_of

PROFILE = "/users/profile"
ANOTHER = "a wholly different horse"
EMAIL = {"action": "email", "email": "anna@example.org", "email_password": PASSWORD}
NEW_PASSWORD = {"action": "password", "current_password": PASSWORD, "new_password": ANOTHER}
DARK = {"action": "preferences", "language": "auto", "theme": "dark"}


def done(browser: Browser, answer: TestResponse, manner: Manner) -> str:
    """What is said after a change: the page that a plain form is sent on to, or the fragment."""
    if manner == PLAIN:
        assert answer.status_code == 303
        answer = browser.get(answer.headers["Location"])
    assert answer.status_code == 200
    assert ("<html" in answer.text) == (manner == PLAIN)
    said = parsed(answer.text).find(".//*[@role='status']")
    return text_of(said) if said is not None else ""
