"""What Felchat is made of is what was locked, and no secret is among it."""

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from felchat.config import ROOT

LOCK = (
    "one==1.0 \\\n    --hash=sha256:aa\n# a comment\ntwo==2.0 ; sys_platform == 'nowhere' --hash=sha256:bb\n"
)
SECRETS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a key of a cloud or a forge": r"\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|glpat-[\w-]{20}|xox[bp]-\w+)",
    "a token of ours": r"felchat_[\w-]{43}\b",
    "a value for SECRET_KEY": r"^\s*(?:export )?SECRET_KEY\s*[=:]\s*[^\s<$#]",
    "a password in an address": r"://(?!user:password@)[^/\s:@{}$<>%]*:[^/\s@{}$<>%]+@",
}
PROMISED = "postgresql+psycopg2://felchat:felchat@db:5432/felchat"
"""The default of DATABASE_URL, by the contract; docker-compose.yml has a password of its own."""


@pytest.fixture(scope="module")
def locked() -> ModuleType:
    spec = importlib.util.spec_from_file_location("locked", ROOT / "deploy" / "locked.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def committed() -> dict[Path, str]:
    """The text of all that is committed, but for the tests, whose secrets are none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    paths = [Path(each) for each in listed.stdout.split("\0") if each and not each.startswith("tests/")]
    return {
        path: (ROOT / path).read_text(errors="replace")
        for path in paths
        if path.suffix not in (".png", ".lock")
    }


def test_the_lock_is_read_for_this_machine(locked: ModuleType) -> None:
    assert locked.pinned(LOCK) == {"one": "1.0"}


def test_a_requirement_without_a_hash_is_refused(locked: ModuleType) -> None:
    with pytest.raises(ValueError, match=r"three==3\.0 has no hash"):
        locked.pinned(f"{LOCK}three==3.0\n")


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        ({"one": "1.0", "pip": "23"}, []),
        ({"one": "1.1"}, ["one should be at 1.0, and is 1.1"]),
        ({}, ["one should be at 1.0, and is not here"]),
        ({"one": "1.0", "uninvited": "9"}, ["uninvited is here, and in no lock"]),
    ],
)
def test_whatever_differs_from_the_lock_is_told(
    locked: ModuleType, installed: dict[str, str], said: list[str]
) -> None:
    assert list(locked.differences({"one": "1.0"}, installed)) == said


def test_what_the_lock_does_not_meet_is_told(locked: ModuleType) -> None:
    wishes = [Requirement("one>=1,<2"), Requirement("one>=2"), Requirement("new>=1")]
    told = list(locked.unmet(iter(wishes), {"one": "1.0"}))
    assert [each.partition(":")[0] for each in told] == [
        "pyproject.toml asks for one>=2, and the lock has 1.0",
        "pyproject.toml asks for new>=1, and the lock has none",
    ]


@pytest.mark.parametrize("kind", SECRETS)
def test_no_secret_is_committed(committed: dict[Path, str], kind: str) -> None:
    """OWASP ASVS 5.0, 13.3.1. Original fault O5."""
    found = {
        str(path): hit.group()
        for path, text in committed.items()
        for hit in re.finditer(SECRETS[kind], text.replace(PROMISED, ""), re.MULTILINE)
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        f"ghp_{'a' * 36}",
        f"felchat_{'b' * 43}",
        "SECRET_KEY=changeme",
        "redis://:hunter2@redis:6379/0",
    ],
)
def test_a_secret_would_be_found(text: str) -> None:
    assert any(re.search(pattern, text, re.MULTILINE) for pattern in SECRETS.values())


def test_whatever_is_kept_from_bandit_says_why(committed: dict[Path, str]) -> None:
    kept = [line for path, text in committed.items() if path.suffix == ".py" for line in text.splitlines()]
    kept = [line for line in kept if re.search(r"\bnosec\b", line)]
    assert [line for line in kept if not re.search(r"# nosec B\d{3} # \w+", line)] == []
