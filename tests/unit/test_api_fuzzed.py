"""Whatever is thrown at the API, it answers as its description says, and never with a fault of ours."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from felchat.accounts.api_token import Scope
from felchat.accounts.domain import Account
from felchat.services import Services
from tests.unit.calling import Program
from tests.unit.test_api_docs import COMMITTED

pytestmark = pytest.mark.usefixtures("alice", "bob")
Anything = Case[Any]
Identity = Callable[[], dict[str, str]]
EXAMPLES = 10
"""For each call, beside the ones that schemathesis makes of its edges."""
ONLY_OURS_TO_KNOW: list[CheckFunction] = [positive_data_acceptance]
"""What a name or a message may be is more than a schema can say."""
GIVEN_HERE: list[CheckFunction] = [ignored_auth]
"""It would hold the identity that we give for one that it made up."""


@pytest.fixture
def by_session(app: Flask, alice: Account) -> Identity:
    def headers() -> dict[str, str]:
        """Signed in anew for each call: one of them signs out."""
        program = Program(app)
        program.sign_in(alice.username)
        cookie = program.client.get_cookie("session")
        return {"Cookie": f"session={cookie.value if cookie else ''}"}

    return headers


@pytest.fixture
def by_token(services: Services, alice: Account) -> Identity:
    token = services.tokens.make(alice.id, "fuzz", Scope.WRITE)
    return lambda: {"Authorization": f"Bearer {token}"}


schema = schemathesis.openapi.from_path(COMMITTED)
bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@schema.parametrize()
@bounded
def test_by_session(app: Flask, case: Anything, by_session: Identity) -> None:
    case.call_and_validate(app=app, headers=by_session(), excluded_checks=ONLY_OURS_TO_KNOW + GIVEN_HERE)


@schema.parametrize()
@bounded
def test_by_token(app: Flask, case: Anything, by_token: Identity) -> None:
    case.call_and_validate(app=app, headers=by_token(), excluded_checks=ONLY_OURS_TO_KNOW + GIVEN_HERE)


@schema.parametrize()
@bounded
def test_by_nobody(app: Flask, case: Anything) -> None:
    case.call_and_validate(app=app, excluded_checks=ONLY_OURS_TO_KNOW)
