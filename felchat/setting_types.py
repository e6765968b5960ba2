"""What a setting's value may be, where that takes more than a number's bounds."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

from felchat.secret_key import weak

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def exact_origin(origin: str) -> str:
    if not re.fullmatch(r"https?://[^/*?#\s]+", origin):
        raise ValueError("must be origins such as https://example.org, separated by commas, never *")
    return origin


def exact_host(host: str) -> str:
    """A name without scheme and port, in lower case; one that begins with a dot stands for all below it."""
    if not re.fullmatch(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", host.lower()):
        raise ValueError(
            "must be names such as chat.example.org, separated by commas, without scheme or port"
        )
    return host.lower()


def known_level(level: str) -> str:
    if level.upper() not in LEVELS:
        raise ValueError(f"must be one of {', '.join(LEVELS)}")
    return level.upper()


def strong_token(token: str) -> str:
    """What a header can carry as a token (RFC 6750, 2.1), and what nobody guesses."""
    if token and (not re.fullmatch(r"[A-Za-z0-9._~+/-]{32,}=*", token) or weak(token)):
        raise ValueError(
            "must be at least 32 random characters, letters and digits and .-_~+/ only; make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"'
        )
    return token


Origin = Annotated[str, AfterValidator(exact_origin)]
Origins = Annotated[tuple[Origin, ...], NoDecode, BeforeValidator(split)]
Host = Annotated[str, AfterValidator(exact_host)]
Hosts = Annotated[tuple[Host, ...], NoDecode, BeforeValidator(split)]
