"""Registering, signing in and out, and one's own account, in JSON."""

from typing import Self

from flask import Response, abort
from pydantic import BaseModel, Field

from felchat import api
from felchat.accounts.caller import caller_id
from felchat.accounts.domain import (
    Account,
    EmailTaken,
    InvalidCredentials,
    NoSuchAccount,
    NotRegistered,
    UsernameTaken,
)
from felchat.accounts.factor import CodeNeeded, UsedCode, WrongCode
from felchat.accounts.invitation import NotInvited, RegistrationClosed
from felchat.accounts.visitor import begin_session, end_session
from felchat.accounts.words import problem_with
from felchat.api_models import Done, Problem
from felchat.limits.rules import REGISTRATIONS
from felchat.proxies import asker
from felchat.services import services

door = api.blueprint("accounts_door_api", __name__, "/users", "Accounts", open_to_all=True)
bp = api.blueprint("accounts_api", __name__, "/users", "Accounts")


class Registering(BaseModel):
    """Who wants to register."""

    username: str = Field(description="3 to 32 letters and digits of any script, `_`, `.` and `-`")
    email: str = Field(description="Nobody else is shown it")
    password: str = Field(description="8 to 128 characters, and none of the common ones")
    invitation: str = Field(
        default="",
        description="What stands in the link of an invitation, where registration is by invitation",
    )


class SigningIn(BaseModel):
    """Who wants to sign in."""

    username: str
    password: str
    code: str = Field(
        "", description="For an account with a second factor: its app's code, or one to recover by"
    )
    remember: bool = Field(False, description="Whether the cookie is to outlast the closing of the browser")


class OwnAccount(BaseModel):
    """One's own account."""

    id: int
    username: str
    email: str

    @classmethod
    def of(cls, account: Account) -> Self:
        return cls(id=account.id, username=account.username, email=account.email)


@door.post("/register", responses={201: OwnAccount, 400: Problem, 403: Problem, 429: Problem})
def register(body: Registering) -> Response:
    """Register

    403: registration is closed here, or by invitation and this is none that is (still) valid.
    """
    services.limits.take((REGISTRATIONS, asker()))
    try:
        account = services.registration.register(body.username, body.email, body.password, body.invitation)
    except (RegistrationClosed, NotInvited) as refusal:
        abort(403, problem_with(refusal))
    except NotRegistered as refusal:
        problems = refusal.problems
        if all(isinstance(each, (UsernameTaken, EmailTaken)) for each in problems.values()):
            abort(400, "User already exists")
        return api.refused_fields({field: (each, problem_with(each)) for field, each in problems.items()})
    services.tries.at_home(body.username, asker())
    return api.answer(OwnAccount.of(account), 201)


@door.post("/login", responses={200: OwnAccount, 401: Problem, 429: Problem, 503: Problem})
def login(body: SigningIn) -> Response:
    """Sign in

    The answer sets the session's cookie, and a session from before is ended. In production the cookie is
    Secure, so that clients bring it back by https only; over plain http the next call is answered 401.
    For an account with a second factor a right name and password without `code` are answered 401
    `Code needed`, and with one that is wrong or was used before 401 `Invalid code`.
    """
    try:
        with services.tries.of(body.username, asker()):
            account = services.accounts.recognise(body.username, body.password)
            begin_session(account, body.remember, body.code)
    except InvalidCredentials:
        abort(401, "Invalid credentials")
    except CodeNeeded:
        abort(401, "Code needed")
    except (WrongCode, UsedCode):
        abort(401, "Invalid code")
    return api.answer(OwnAccount.of(account))


@door.post("/logout", responses={200: Done})
def logout() -> Response:
    """Sign out

    The session of the cookie ends, and whatever is open in its name. A token stays as it is.
    """
    end_session()
    return api.answer(Done(message="Logged out successfully"))


@bp.get("/me", responses={200: OwnAccount})
def me() -> Response:
    """One's own account"""
    try:
        account = services.accounts.account(caller_id())
    except NoSuchAccount:
        abort(401, "Not authenticated")
    return api.answer(OwnAccount.of(account))
