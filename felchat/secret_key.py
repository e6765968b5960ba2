"""The secret that signs sessions: what makes one strong, and where a laptop gets one."""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

PLACEHOLDERS = re.compile(
    r"change.?(me|this)|your|secret|key|password|example|felchat|prod|dev|test|[^a-z0-9]"
)
"""What the secrets of examples are made of."""
SHORTEST_SECRET = 32


def weak(secret: str) -> bool:
    """Whether a secret is short, an example's, or of fewer than eight different characters."""
    own = PLACEHOLDERS.sub("", secret.lower())
    return len(secret) < SHORTEST_SECRET or len(own) < SHORTEST_SECRET // 2 or len(set(secret)) < 8


def development_secret(folder: Path) -> str:
    """A secret made on the first start and kept, so that a restart signs nobody out."""
    kept = folder / "secret_key"
    try:
        keep_a_secret_in(kept)
        return kept.read_text()
    except OSError as reason:
        raise ValueError(f"SECRET_KEY is not set, and none can be kept in {kept}: {reason}") from None


def keep_a_secret_in(kept: Path) -> None:
    kept.parent.mkdir(exist_ok=True)
    if not kept.exists():
        with NamedTemporaryFile("w", dir=kept.parent) as made:
            made.write(secrets.token_urlsafe(48))
            made.flush()
            with suppress(FileExistsError):  # another process was faster, and its secret counts
                os.link(made.name, kept)
