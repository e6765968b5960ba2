"""A program that calls the JSON API, in somebody's name or in nobody's."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.conftest import PASSWORD

API = "/api/v1"
Call = tuple[str, str]
OPEN = {("POST", "/users/register"), ("POST", "/users/login"), ("POST", "/users/logout")}
"""What is open to all."""
NOBODY = ["99", "0", "-1", str(2**31), str(2**63), "9" * 60]
NO_NUMBER = ["x", "1.5", "2%00", "null", "9" * 5000]


class Program:
    """One program. It is known by its cookie once it has signed in, or by the token it was given."""

    def __init__(self, app: Flask, token: str = "") -> None:
        self.client = app.test_client()
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def call(self, method: str, path: str, body: object = None, /, **options: Any) -> TestResponse:
        """Call the API with that body as JSON; what `options` say goes to werkzeug's client."""
        options["headers"] = self.headers | options.get("headers", {})
        if body is not None:
            options["json"] = body
        return self.client.open(f"{API}{path}", method=method, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.call("GET", path, **options)

    def post(self, path: str, body: object = None, /, **options: Any) -> TestResponse:
        return self.call("POST", path, body, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.call("DELETE", path, **options)

    def sign_in(self, username: str) -> TestResponse:
        return self.post("/users/login", {"username": username, "password": PASSWORD})

    def is_known(self) -> bool:
        return self.get("/users/me").status_code == 200


def detail(answer: TestResponse) -> Any:
    """What a refusal says, which is all that is in it."""
    assert answer.mimetype == "application/json"
    assert answer.json is not None
    assert list(answer.json) == ["detail"]
    return answer.json["detail"]


def refused(answer: TestResponse) -> tuple[int, Any]:
    return answer.status_code, detail(answer)


def passed(answers: list[TestResponse]) -> int:
    """How many were not refused; after the first refusal all are, each with the time to wait."""
    refused = [each for each in answers if each.status_code == 429]
    assert refused == answers[len(answers) - len(refused) :]
    assert all(int(each.headers["Retry-After"]) >= 1 for each in refused)
    return len(answers) - len(refused)


def wrong_fields(answer: TestResponse) -> dict[str, str]:
    """The fields that a 422 complains of, and of what kind the complaint is."""
    problems = detail(answer)
    assert answer.status_code == 422
    assert all(set(each) == {"loc", "msg", "type"} and each["msg"] for each in problems)
    return {".".join(map(str, each["loc"])): each["type"] for each in problems}


def ids(page: Any) -> list[str]:
    """Those of the messages on a page of a conversation."""
    return [each["id"] for each in page["messages"]]


def calls(app: Flask) -> list[Call]:
    """Every method of every address of the API; the placeholders filled."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith(API)]
    assert rules
    return [
        (method, rule.rule.removeprefix(API).replace("<user_id>", "2"))
        for rule in rules
        for method in sorted(rule.methods or ())
        if method not in ("HEAD", "OPTIONS")
    ]


def closed(app: Flask) -> list[Call]:
    return [call for call in calls(app) if call not in OPEN]
