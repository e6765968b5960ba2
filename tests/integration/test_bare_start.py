"""A host that installs requirements.txt and starts the Procfile, and builds nothing in between."""

import json
import shutil
import subprocess
import sys
from hashlib import sha384
from pathlib import Path

import pytest

from felchat.config import ROOT
from tests.servers.common import clean_environment

LIBRARY = "let htmx = 1;" * 50
NPM = f"""#!/bin/sh
/bin/mkdir -p node_modules/htmx.org
printf %s '{LIBRARY}' > node_modules/htmx.org/htmx.js
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What was committed, as far as the start needs it; and a library of the test's."""
    for name in ("felchat", "deploy", "templates", "migrations"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("wsgi.py", "gunicorn.conf.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    library = {"parts": ["htmx.org/htmx.js"], "sha384": sha384(LIBRARY.encode()).hexdigest()}
    (tmp_path / "package.json").write_text(json.dumps({"assets": {"htmx.js": library}}))
    (tmp_path / "static").mkdir()
    (tmp_path / "bin").mkdir()
    return tmp_path


def start(tree: Path) -> str:
    """Start it by the Procfile's program, as far as gunicorn's own check goes, and return what it says."""
    done = subprocess.run(
        [sys.executable, "gunicorn.conf.py", "--check-config"],
        cwd=tree,
        env={**clean_environment(), "ENV": "test", "DATABASE_URL": "sqlite://", "PATH": str(tree / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_it_has_its_assets_all_the_same_and_builds_them_once(tree: Path) -> None:
    npm = tree / "bin" / "npm"
    npm.write_text(NPM)
    npm.chmod(0o755)
    assert "assets: built static/vendor/htmx.js" in start(tree)
    assert (tree / "static" / "vendor" / "htmx.js").read_text() == LIBRARY
    assert (tree / "static" / "vendor" / "htmx.js.br").exists()
    npm.unlink()
    assert start(tree) == ""


def test_where_nothing_can_be_built_it_starts_and_says_what_is_missing(tree: Path) -> None:
    """Neither npm nor the list of what pip would fetch is there."""
    said = start(tree)
    assert "assets: no npm here" in said
    assert "htmx.js is missing, so nothing is live" in said
    assert "Traceback" not in said
