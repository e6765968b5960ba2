"""The secrets that somebody is shown once: of their second factor, and of an invitation of theirs."""

import re
from collections.abc import Sequence

from pyotp import TOTP

from tests.integration.canaries import canary
from tests.integration.person import Person

FACTOR = "/users/profile/second-factor"
CODE = "/users/login/code"
INVITATIONS = "/users/profile/invitations"


def of_a_second_factor(person: Person, password: str) -> Sequence[str]:
    """Switch it on, and sign in with it elsewhere: the key in both its forms, and the codes to recover by."""
    begun = person.submit(FACTOR, action="begin", begin_password=password).text
    shown = re.findall(r'"factor__key">([^<]+)<', begun)[0]
    key = shown.replace(" ", "").upper()
    codes = re.findall(
        r"<li><code>([^<]+)<", person.submit(FACTOR, action="on", on_code=TOTP(key).now()).text
    )
    elsewhere = Person(person.site)
    elsewhere.submit("/users/login", username=person.name, password=password)
    assert elsewhere.submit(CODE, code=canary()).status == 422
    pending = elsewhere.cookie()
    assert elsewhere.submit(CODE, code=codes[0]).status == 303
    fields = {"codes_password": password, "codes_code": codes[1]}
    new = re.findall(r"<li><code>([^<]+)<", elsewhere.submit(FACTOR, action="codes", **fields).text)
    assert len({*codes, *new}) == 20
    as_typed = [each.replace("-", "") for each in (*codes, *new)]
    return [shown, key, pending.partition("=")[2], *codes, *new, *as_typed]


def of_an_invitation(person: Person) -> Sequence[str]:
    """Make one, and look at it and register by it as a stranger: what stands in its link."""
    token = re.findall(r"invitation=([\w-]{43})", person.submit(INVITATIONS, uses="1", days="1").text)[0]
    stranger = Person(person.site)
    stranger.ask(f"/users/register?invitation={token}")
    fields = {"username": canary(), "email": canary(), "password": canary()}
    assert stranger.submit("/users/register", **fields, invitation=token).status == 422
    return [token]
