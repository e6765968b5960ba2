"""The faults of FelchatV2, which Felchat follows: a test keeps each of them from coming back, and names it.

It does so where its docstring begins: "Original fault C4." or "Original faults C4 and P2: …".
"""

import ast
import re
from pathlib import Path

import pytest

FAULTS = {
    "S1": "a cookie with somebody's number was the whole sign-in",
    "S2": "a socket was whoever its address said, from any site",
    "S3": "markup in a username ran as script",
    "S4": "an empty username broke the list of people for everybody",
    "S5": "everybody's e-mail address was public",
    "S6": "any other site could read the API in somebody's name",
    "S7": "other sites could block, sign out, and redirect people",
    "S8": "passwords could be guessed without limit, and be anything",
    "S9": "the log held conversations, addresses and the database's password",
    "S10": "no header guarded any page",
    "S11": "messages could be of any length",
    "S12": "Redis wrote messages to its disk",
    "S13": "who was blocked still read the history",
    "S14": "a copied cookie worked for ever",
    "C1": "a message appeared in every open conversation of its recipient",
    "C2": "each message renewed the life of all the others",
    "C3": "expired messages stayed on an open page",
    "C4": "each open socket held a database connection, until none was left",
    "C5": "two workers were two chats",
    "C6": "a page never came back after a restart",
    "C7": "a message that met a block vanished without a word",
    "C8": "a message lost on its way was lost silently",
    "C9": "a refused socket never learned its close code",
    "C10": "user_id=0 broke the server",
    "C11": "settings were read and never used",
    "C12": "the history failed with status 200, and was empty until a socket opened",
    "C13": "one could talk with oneself, and with nobody",
    "C14": "a message that looked like JSON was changed or swallowed",
    "P1": "what was typed into a page too early was erased",
    "P2": "Back changed the address and not the conversation",
    "P3": "line breaks were lost",
    "P4": "on a phone the page was too wide, and its composer out of sight",
    "P5": "people could not be reached by keyboard, and nothing had a label",
    "P6": "presence never changed on an open page",
    "P7": "an open page was not told of a block",
    "P8": "other hosts served fonts and icons, and so learned of every visit",
    "P9": "a window opened by itself over the sign-in form",
    "P10": "every page asked for permission to notify",
    "P11": "registration told problems wrongly, or not at all",
    "P12": "over plain http one could not sign in, and was not told why",
    "P13": "browsers kept neither scripts nor styles",
    "P14": "the API's documentation needed the internet",
    "O1": "nobody could sign in with the documented ENV=dev",
    "O2": ".env was documented and never read",
    "O3": "DATABASE_URL had two defaults",
    "O4": "make worked on a folder that was not there",
    "O5": "compose published both stores, with known passwords, and not the application",
    "O6": "dependencies were not pinned, until one broke the chat",
    "O7": "the start waited ten seconds for the database, whatever it did",
    "O8": "no test opened a socket, blocked anybody or waited for an expiry",
}
NAMING = re.compile(r"Original faults? ([^.:]+)")
NUMBER = re.compile(r"\b[A-Z]\d+\b")
SUITES = sorted(Path(__file__).parent.parent.rglob("test_*.py"))


def named_in(suite: Path) -> set[str]:
    """The faults that the tests of a file name."""
    functions = [
        each for each in ast.walk(ast.parse(suite.read_bytes())) if isinstance(each, ast.FunctionDef)
    ]
    docstrings = [ast.get_docstring(each) or "" for each in functions if each.name.startswith("test_")]
    namings = filter(None, map(NAMING.match, docstrings))
    return {number for naming in namings for number in NUMBER.findall(naming[1])}


@pytest.fixture(scope="module")
def named() -> set[str]:
    return {number for suite in SUITES for number in named_in(suite)}


@pytest.mark.parametrize("number", FAULTS)
def test_a_test_keeps_it_from_coming_back(named: set[str], number: str) -> None:
    assert number in named, FAULTS[number]


def test_no_test_names_a_fault_that_is_none(named: set[str]) -> None:
    assert named <= FAULTS.keys()
