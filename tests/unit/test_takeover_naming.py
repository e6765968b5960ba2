"""How somebody of a FelchatV2 is called whose name may not be one here."""

import pytest

from felchat.accounts.rules import valid_username
from felchat.takeover.naming import nearest_username


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  alice ", "alice"),
        ("alice smith", "alice_smith"),
        ("alice@example.org", "alice_example.org"),
        ("<script>alert(1)</script>", "_script_alert_1___script_"),
        ("a\x1b[2Jb", "a__2Jb"),
        ("al", "al-7"),
        ("x" * 40, "x" * 32),
        ("", "user-7"),
        ("   ", "user-7"),
        ("\U0001f642\U0001f642\U0001f642", "user-7"),
        ("\u202ealice", "_alice"),
        ("\u0301\u0301\u0301", "user-7"),
        ("e" + "\u0301" * 9, "user-7"),
        ("жыве", "жыве"),
        ("\uff41\uff4c\uff49\uff43\uff45", "alice"),
        ("नमस्ते!", "नमस्ते_"),
        ("\ud800abc", "_abc"),
        ("9" * 5000, "9" * 32),
    ],
)
def test_a_name_comes_as_near_to_the_old_one_as_is_valid(old: str, new: str) -> None:
    """Original faults S3 (names of markup) and S4 (empty names)."""
    assert nearest_username(old, 7) == new
    assert valid_username(new) == new
