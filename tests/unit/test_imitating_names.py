"""Mallory wants to be taken for alice: names that look like hers (Unicode Technical Standard 39)."""

import sys
from unicodedata import category, normalize

import pytest
from sqlalchemy import String

from felchat.accounts.account_rows import UserRow
from felchat.accounts.confusable import skeleton
from felchat.accounts.domain import InvalidUsername, MixedScripts, NotRegistered, UsernameTaken
from felchat.accounts.rules import ALLOWED_CATEGORIES, USERNAME_LENGTH
from felchat.domain import Refusal
from felchat.services import Services
from tests.conftest import PASSWORD

# fmt: off
IMITATIONS: list[tuple[str, str, type[Refusal]]] = [
    # Letters of one alphabet that are drawn alike, and digits.
    ("alice", "aIice", UsernameTaken), ("alice", "a1ice", UsernameTaken), ("ALICE", "ALlCE", UsernameTaken),
    ("ALICE", "a1ice", UsernameTaken), ("alice", "AL1CE", UsernameTaken), ("bob", "b0b", UsernameTaken),
    ("alice", "\u0251lice", UsernameTaken), ("alice", "al\u0131ce", UsernameTaken),
    # The whole name in another alphabet.
    ("ace", "\u0430\u0441\u0435", UsernameTaken), ("ace", "\u0410\u0421\u0415", UsernameTaken),
    ("scope", "\u0455\u0441\u043e\u0440\u0435", UsernameTaken), ("\u0430\u0441\u0435", "Ace", UsernameTaken),
    ("HEBO", "\u041d\u0415\u0412\u041e", UsernameTaken), ("TAO", "\u03a4\u0391\u039f", UsernameTaken),
    # Some letters in another one, or between two that somebody has in theirs.
    ("alice", "\u0430lice", MixedScripts), ("alice", "al\u0456\u0441e", MixedScripts),
    ("alice", "\u03b1lice", MixedScripts),
    ("alice", "alic\u0435", MixedScripts), ("\u0432\u043e\u0432\u0430", "B\u043e\u0432\u0430", MixedScripts),
    # Another width, other capitals, other marks for the same letter.
    ("alice", "ALICE", UsernameTaken), ("alice", "\uff41\uff4c\uff49\uff43\uff45", UsernameTaken),
    ("alice", "\U0001d4ea\U0001d4f5\U0001d4f2\U0001d4ec\U0001d4ee", UsernameTaken),
    ("jos\u00e9", "jose\u0301", UsernameTaken),
    # What is not seen, turns the writing around, or hides the letters under marks.
    ("alice", "a\u200blice", InvalidUsername), ("alice", "alice\u200d", InvalidUsername),
    ("alice", "\u202eecila", InvalidUsername),
    ("alice", "al\u00adice", InvalidUsername), ("alice", "alice\u2069", InvalidUsername),
    ("alice", "\u2066alice", InvalidUsername),
    ("alice", "alice\ufe0f", InvalidUsername), ("alice", "alice\u3164", InvalidUsername),
    ("alice", "alice\U000e0041", InvalidUsername),
    ("alice", "alice" + "\u0336" * 5, InvalidUsername), ("alice", "alice\u00a0", UsernameTaken),
]
DIFFERENT = [
    ("alice", "alicia"), ("mama", "marna"), ("bob", "rob"), ("jose", "jos\u00e9"),
    ("\u0430\u043d\u043d\u0430", "anna"),
    ("user-1", "user-2"), ("\u0418\u0432\u0430\u043d", "Ivan"), ("alice", "alice_"),
    ("\u0632\u06cc\u0646\u0628", "zeinab"),
]
# fmt: on


def register(services: Services, username: str, email: str = "mallory@example.org") -> None:
    services.accounts.register(username, email, PASSWORD)


def refusal(services: Services, username: str) -> type[Refusal]:
    with pytest.raises(NotRegistered) as refused:
        register(services, username)
    (problem,) = refused.value.problems.values()
    return type(problem)


@pytest.mark.parametrize(("hers", "his", "problem"), IMITATIONS, ids=ascii)
def test_nobody_takes_a_name_that_looks_like_anothers(
    services: Services, hers: str, his: str, problem: type[Refusal]
) -> None:
    register(services, hers, "alice@example.org")
    assert refusal(services, his) is problem
    mallory = services.accounts.register("mallory", "mallory@example.org", PASSWORD)
    with pytest.raises(problem):
        services.administration.rename(mallory.id, his)
    assert services.accounts.account(mallory.id).username == "mallory"


@pytest.mark.parametrize(("hers", "his"), DIFFERENT, ids=ascii)
def test_names_that_a_reader_tells_apart_live_side_by_side(services: Services, hers: str, his: str) -> None:
    register(services, hers, "alice@example.org")
    register(services, his)
    assert services.administration.count() == 2


def test_a_name_of_two_alphabets_from_before_the_rule_still_signs_in(services: Services) -> None:
    alice = services.accounts.register("alice", "alice@example.org", PASSWORD)
    old = "\u0412\u0430\u0441\u044f_Pupkin"
    services.accounts.accounts.rename(alice.id, old, old.casefold(), skeleton(old))
    assert services.accounts.recognise(old, PASSWORD).id == alice.id
    assert refusal(services, old) is MixedScripts


def test_scripts_that_are_written_together_are_one_name(services: Services) -> None:
    for number, name in enumerate(
        ("\u6771\u4eactower", "\u3055\u304f\u3089\u6843", "\uae40_kim", "\u0905\u091c\u092f_9")
    ):
        register(services, name, f"{number}@example.org")


def test_the_column_holds_the_longest_skeleton() -> None:
    letters = (each for each in map(chr, range(sys.maxunicode + 1)) if category(each) in ALLOWED_CATEGORIES)
    longest = max(len(skeleton(each)) for each in letters if normalize("NFKC", each) == each)
    column = UserRow.__table__.c.skeleton.type
    assert isinstance(column, String)
    assert longest * (USERNAME_LENGTH.stop - 1) <= (column.length or 0)
