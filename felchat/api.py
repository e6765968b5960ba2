"""The JSON API at /api/v1: what its calls share, and how it describes itself in OpenAPI."""

import logging
import re
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, make_response, request
from flask_cors import CORS
from flask_openapi import APIBlueprint, Info, OpenAPI, SecurityScheme
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from felchat.accounts.caller import admit
from felchat.api_models import FieldProblems, Problem
from felchat.config import Settings
from felchat.domain import Refusal
from felchat.extensions import csrf

log = logging.getLogger(__name__)

INFO = Info(
    title="Felchat",
    version="1",
    description=(
        "People find each other and talk, two at a time; what is said is gone after a while. Sign in at "
        "`/api/v1/users/login` and keep the cookie, or make a token at `/users/profile/tokens` and send it "
        "as `Authorization: Bearer …`; a token that may only read gets 403 when it is to change something."
    ),
)
WAYS_IN: dict[str, SecurityScheme | dict[str, Any]] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "The cookie that signing in sets. Its name is the operator's choice.",
    },
    "token": {"type": "http", "scheme": "bearer", "description": "A token made at `/users/profile/tokens`."},
}


def described(description: str, model: type[BaseModel]) -> dict[str, Any]:
    """An answer in words of our own: some that flask-openapi would take from Python differ by its version."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


INVALID = described("Some field will not do", FieldProblems)
ANY_OTHER = described("Any other failure", Problem)


class Application(OpenAPI):
    """A Flask application that describes the blueprints of its API, and nothing else, in OpenAPI 3.1."""

    def __init__(self, import_name: str, **options: Any) -> None:
        super().__init__(
            import_name,
            info=INFO,
            security_schemes=WAYS_IN,
            doc_ui=False,
            validation_error_model=FieldProblems,
            validation_error_callback=invalid_fields,
            **options,
        )
        self.openapi_version = "3.1.0"

    def log_exception(self, exc_info: Any) -> None:
        """Flask's own sentence about a fault holds the address."""
        log.error("A request broke", exc_info=exc_info)


def init_app(app: Application, settings: Settings, parts: Iterable[APIBlueprint]) -> None:
    """Serve and describe those parts, also to the pages of the origins that the settings name, if any."""
    for part in parts:
        app.register_api(part)
        csrf.exempt(part)  # a call brings no form; web.refuse_foreign_origins guards it
    if settings.cors_origins:
        CORS(
            app,
            # As patterns, since flask-cors takes some strings, such as http://[::1], for patterns by itself.
            origins=[re.compile(re.escape(origin) + r"\Z") for origin in settings.cors_origins],
            resources="/api/.*",
            methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Link"],
            supports_credentials=True,
            always_send=False,
        )


def blueprint(
    name: str, import_name: str, prefix: str, tag: str, *, open_to_all: bool = False
) -> APIBlueprint:
    """A part of the API below that prefix. Nobody comes in who is not known, unless it is open to all."""
    refusals: dict[Any, Any] = {422: INVALID, "default": ANY_OTHER}
    if not open_to_all:
        refusals |= {401: Problem, 403: Problem, 429: Problem}
    bp = APIBlueprint(
        name,
        import_name,
        url_prefix=f"/api/v1{prefix}",
        abp_tags=[{"name": tag}],
        abp_security=[] if open_to_all else [{way: []} for way in WAYS_IN],
        abp_responses=refusals,
        operation_id_callback=lambda name, path, method: name,  # noqa: ARG005
    )
    if not open_to_all:
        bp.before_request(admit)
    bp.before_request(refuse_bad_json)
    return bp


def answer(model: BaseModel, status: int = 200) -> Response:
    """The model as JSON."""
    return Response(model.model_dump_json(by_alias=True), status, mimetype="application/json")


def refuse_bad_json() -> None:
    """flask-openapi would take what cannot be read for nothing, and complain of missing fields."""
    if request.is_json and (body := request.get_data()):
        try:
            from_json(body)  # refuses what is no Unicode, and what is nested too deeply
        except ValueError:
            abort(400, "The body is not JSON")


def invalid_fields(invalid: ValidationError) -> Response:
    """Says what is wrong with each field, but does not repeat what was in it: it may be a password."""
    details = invalid.errors(include_url=False, include_context=False, include_input=False)
    return make_response({"detail": details}, 422)


def refused_fields(words: dict[str, tuple[Refusal, str]]) -> Response:
    """Says the same of fields that our own rules refuse: for each its refusal, and that in words."""
    details = [
        {"loc": [field], "msg": sentence, "type": kind(refusal)}
        for field, (refusal, sentence) in words.items()
    ]
    return make_response({"detail": details}, 422)


def kind(refusal: Refusal) -> str:
    """The refusal's name as programs are told it: InvalidEmail is `invalid_email`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(refusal).__name__).lower()
