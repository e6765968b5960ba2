"""The Flask extensions, created unbound; create_app binds them."""

from flask_compress import Compress
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sock import Sock
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from felchat.database import Base


class SessionsOnly(LoginManager):
    """Signs nobody in by a cookie that remembers: Felchat gives none, and reading a forged one may fail."""

    def _load_user_from_remember_cookie(self, _cookie: str) -> None:
        return None


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate()
login: LoginManager = SessionsOnly()  # type: ignore[no-untyped-call]
csrf = CSRFProtect()
compress = Compress()
sock = Sock()
