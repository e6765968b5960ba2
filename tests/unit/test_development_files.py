"""The Makefile, the locked requirements and the promises: what they name is there, and exact."""

import re
import tomllib

import pytest

from felchat.config import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKED = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "requirements-sbom.txt",
    "requirements-bench.txt",
]


def test_whatever_the_makefile_works_on_is_there() -> None:
    """Original fault O4."""
    named = {*re.findall(r"[\w./-]*\w\.(?:py|toml|txt|json)\b", MAKEFILE)}
    named |= {
        *re.findall(r"djlint (\w+)", MAKEFILE),
        *re.findall(r"\$\(BIN\)/python -m (?!venv)(\w+)", MAKEFILE),
    }
    named |= {*PYPROJECT["tool"]["mypy"]["files"], PYPROJECT["tool"]["importlinter"]["root_package"]}
    assert {"gunicorn.conf.py", "pyproject.toml", "templates", "tests", "felchat"} <= named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_whatever_the_promises_rest_on_is_there() -> None:
    """A file that is named without its folder is in that of the one before it."""
    folder, named = ROOT, re.findall(r"`([\w/]+\.py)`", (ROOT / "docs" / "reliability.md").read_text())
    assert len(named) > 20
    for name in named:
        path = ROOT / name if "/" in name else folder / name
        assert path.is_file(), name
        folder = path.parent


@pytest.mark.parametrize("name", LOCKED)
def test_every_requirement_is_at_an_exact_version_with_its_hashes(name: str) -> None:
    """Original fault O6."""
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    requirements = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert requirements
    for line in requirements:
        assert re.match(r"[\w.\[\]-]+==[\w.]+ .*--hash=sha256:[0-9a-f]{64}", line), line


def test_whatever_is_installed_to_run_or_to_test_is_what_was_locked() -> None:
    """Original fault O6."""
    installing = re.findall(r"pip install .*", MAKEFILE)
    locked = [line for line in installing if "--require-hashes -r requirements" in line]
    assert [line for line in installing if line not in locked] == ["pip install --quiet uv"]
    assert len(locked) == 4
