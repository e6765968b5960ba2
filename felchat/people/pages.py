"""The list of the others."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from felchat.accounts.visitor import viewer
from felchat.services import services

bp = Blueprint("people", __name__, url_prefix="/users")


@bp.get("/")
@login_required
def index() -> ResponseReturnValue:
    return render_template("people/index.html", people=services.people.others(viewer().id))
