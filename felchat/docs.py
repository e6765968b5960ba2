"""The API's description, and the two pages that show it: Swagger UI and ReDoc, from this host alone."""

from importlib.metadata import version
from importlib.resources import files
from typing import cast

from flask import (
    Blueprint,
    current_app,
    render_template,
    render_template_string,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_openapi_swagger.templates import swagger_html_string

from felchat.api import Application
from felchat.headers import FOR_EVER

# Swagger UI draws its icons as data:, ReDoc writes its own styles into the page.
SWAGGER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REDOC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SWAGGER, REDOC = files("flask_openapi_swagger") / "templates", files("flask_openapi_redoc") / "templates"
REDOCS_LOGO = "https://cdn.redoc.ly/redoc/logo-mini.svg"
KEPT = {"Cache-Control": FOR_EVER}
"""What a library loads is kept for ever: its address holds its version."""

bp = Blueprint("docs", __name__)


@bp.get("/openapi.json")
def description() -> ResponseReturnValue:
    return cast(Application, current_app).api_doc


@bp.get("/docs")
def browse() -> ResponseReturnValue:
    return render_template("docs/swagger.html"), {"Content-Security-Policy": SWAGGER_POLICY}


@bp.get(f"/docs/{version('flask-openapi-swagger')}/<path:filename>")
def swagger(filename: str) -> ResponseReturnValue:
    response = send_from_directory(str(SWAGGER / "swagger"), filename)
    response.direct_passthrough = False
    response.make_sequence()  # what streams is not compressed
    return response, KEPT


@bp.get(f"/docs/{version('flask-openapi-swagger')}/start.js")
def start() -> ResponseReturnValue:
    """What starts Swagger UI: the script that its package would write into the page, where none may run."""
    script = swagger_html_string.rpartition("<script>")[2].partition("</script>")[0]
    quietly = {"validatorUrl": None, "layout": "BaseLayout"}
    facts = {"doc_url": url_for("docs.description"), "swagger_config": quietly, "oauth_config": None}
    return render_template_string(script, **facts), KEPT | {"Content-Type": "text/javascript"}


@bp.get("/redoc")
def read() -> ResponseReturnValue:
    return render_template("docs/redoc.html"), {"Content-Security-Policy": REDOC_POLICY}


@bp.get(f"/redoc/{version('flask-openapi-redoc')}/redoc.js")
def redoc() -> ResponseReturnValue:
    """ReDoc, but that its logo comes from here: its maker's host would learn of every visit."""
    script = (REDOC / "redoc/js/redoc.standalone.js").read_text(encoding="utf-8")
    return script.replace(REDOCS_LOGO, url_for("docs.redocs_logo")), KEPT | {
        "Content-Type": "text/javascript"
    }


@bp.get(f"/redoc/{version('flask-openapi-redoc')}/redoc.svg")
def redocs_logo() -> ResponseReturnValue:
    return send_from_directory(str(REDOC / "redoc/images"), "redoc.svg"), KEPT
